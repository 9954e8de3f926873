package netwright.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.syntax.Declaration;

/// The layers, initializers, optimizers and schedules that code can call: its own file's, and the standard library's.
/// Library code sees only the library, so a user's `relu` never changes what `residual` does.
final class Library {

  /// A declaration and what its own body can call.
  record Declared(Declaration.Function declaration, Library library, boolean isStandard) {
    String name() {
      return declaration.name().text();
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
  static final Library STANDARD = new Library(List.of());

  private final Map<String, Declared> own = new LinkedHashMap<>();

  /// The standard library and, before it, `declarations`.
  Library(List<Declaration.Function> declarations) {
    for (Declaration.Function declaration : declarations) {
      own.putIfAbsent(declaration.name().text(), new Declared(declaration, this, false));
    }
  }

  Optional<Declared> find(String name) {
    Declared declared = own.get(name);
    return declared != null
        ? Optional.of(declared)
        : StandardLibrary.find(name).map(declaration -> new Declared(declaration, STANDARD, true));
  }

  /// The names of all optimizers.
  List<String> optimizers() {
    List<String> names = new ArrayList<>();
    own.forEach((name, declared) -> {
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
    names.addAll(StandardLibrary.names());
    names.addAll(Builtins.names());
    return names;
  }
}
