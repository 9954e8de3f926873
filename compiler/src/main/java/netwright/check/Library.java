package netwright.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.check.Arguments.Signature;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Statement;

/// The layers, initializers, optimizers and schedules that code can call: its own file's, and the standard library's.
/// Library code sees only the library, so a user's `relu` never changes what `residual` does.
final class Library {

  /// A declaration, what a call of it can be given, and what its own body can call.
  record Declared(Declaration.Function declaration, Signature signature, Library library) {
    boolean isStandard() {
      return library == STANDARD;
    }

    /// Whether it is declared in a file that the network's file imports.
    boolean isForeign() {
      return library.foreign;
    }

    String name() {
      return signature.callee();
    }

    /// `layer`, `initializer`, `optimizer`, `schedule`.
    String kind() {
      return switch (declaration) {
        case Declaration.Layer _ -> "layer";
        case Declaration.Initializer _ -> "initializer";
        case Declaration.Optimizer _ -> "optimizer";
        case Declaration.Schedule _ -> "schedule";
      };
    }
  }

  /// The standard library alone.
  static final Library STANDARD = new Library(List.of(), Map.of(), false);

  private final Map<String, Declared> own = new LinkedHashMap<>();
  private final Map<String, Declared> imported;
  private final boolean foreign;

  /// The standard library and, before it, `declarations` and what is `imported`.
  ///
  /// @param foreign whether this is what an imported file can call
  Library(
      List<Declaration.Function> declarations, Map<String, Declared> imported, boolean foreign) {
    this.imported = imported;
    this.foreign = foreign;
    for (Declaration.Function declaration : declarations) {
      own.putIfAbsent(declaration.name().text(), declared(declaration, this));
    }
  }

  /// `declaration`, whose body calls what is in `library`.
  static Declared declared(Declaration.Function declaration, Library library) {
    return new Declared(declaration, signature(declaration), library);
  }

  Optional<Declared> find(String name) {
    Declared declared = own.getOrDefault(name, imported.get(name));
    return declared != null ? Optional.of(declared) : StandardLibrary.find(name);
  }

  /// What the file itself declares.
  Map<String, Declared> own() {
    return own;
  }

  /// The names of all optimizers.
  List<String> optimizers() {
    List<String> names = new ArrayList<>();
    Map<String, Declared> all = new LinkedHashMap<>(imported);
    all.putAll(own);
    all.forEach((name, declared) -> {
      if (declared.declaration() instanceof Declaration.Optimizer) {
        names.add(name);
      }
    });
    names.addAll(StandardLibrary.names("optimizer"));
    return names;
  }

  /// All names that can be called, builtins included.
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(own.keySet());
    names.addAll(imported.keySet());
    names.addAll(StandardLibrary.names());
    names.addAll(Builtins.names());
    return names;
  }

  /// A call can give the parameters, and by name an initializer for each `param` of the body.
  private static Signature signature(Declaration.Function function) {
    List<String> names = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (Ast.Parameter parameter : function.parameters()) {
      names.add(parameter.name().text());
      if (parameter.defaultValue().isEmpty()) {
        required.add(parameter.name().text());
      }
    }
    List<String> named = new ArrayList<>();
    for (Statement statement : function.body()) {
      if (statement instanceof Statement.Param param) {
        named.add(param.name().text());
      }
    }
    return new Signature(function.name().text(), names, required, named);
  }
}
