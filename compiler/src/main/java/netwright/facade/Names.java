package netwright.facade;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import netwright.runtime.Schema;

/// Names in the source of a facade that never mean something else than they should, whatever the network calls its parts.
final class Names {
  private static final Set<String> OWN_METHODS =
      Set.of("load", "schema", "predict", "predictAll", "predictInto", "main");

  private final String className;
  private final Set<String> parameters = new HashSet<>();
  private final Set<String> methods = new HashSet<>(OWN_METHODS);
  private final Set<String> nested = new HashSet<>();
  private final Set<String> imports = new TreeSet<>();

  /// @param base the class that the facade extends
  Names(Schema schema, Class<?> base) {
    this.className = schema.network();
    schema.inputs().forEach(field -> parameters.add(field.name()));
    schema.targets().forEach(field -> parameters.add(field.name()));
    schema.outputs().forEach(field -> parameters.add(field.name()));
    for (Method method : base.getMethods()) {
      methods.add(method.getName());
    }
  }

  /// How source calls a type of another package: by its simple name, which is imported, unless that is taken.
  String type(Class<?> type) {
    String simple = type.getSimpleName();
    if (simple.equals(className) || nested.contains(simple)) {
      return type.getCanonicalName();
    }
    if (!type.getPackageName().equals("java.lang")) {
      imports.add(type.getCanonicalName());
    }
    return simple;
  }

  /// The name of a nested class: `name`, unless that is the name of the facade.
  String nested(String name) {
    String free = name.equals(className) ? name + "_" : name;
    nested.add(free);
    return free;
  }

  /// The name of a local variable: `name`, unless an input, a target or an output is called that.
  String local(String name) {
    return parameters.contains(name) ? local(name + "_") : name;
  }

  /// Whether a method for a part of the network may be called `name`: no other is. It is from now on.
  boolean claimMethod(String name) {
    return methods.add(name);
  }

  /// What has to be imported, sorted.
  Set<String> imports() {
    return imports;
  }
}
