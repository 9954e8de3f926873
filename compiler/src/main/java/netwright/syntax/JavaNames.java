package netwright.syntax;

import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.syntax.Ast.Identifier;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.Declaration.Network;
import netwright.syntax.NetworkItem.Input;
import netwright.syntax.NetworkItem.Output;
import netwright.syntax.NetworkItem.Target;

/// Refuses names that the generated class could not bear: Java's reserved words for a network, a package, an input, an
/// output or a target; for the last three also the methods that every object has.
final class JavaNames {
  private static final Set<String> RESERVED =
      Set.of(
          "_",
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "false",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "null",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "true",
          "try",
          "void",
          "volatile",
          "while");

  /// Words that Java reserves only as names of types.
  private static final Set<String> RESERVED_FOR_TYPES =
      Set.of("permits", "record", "sealed", "var", "yield");

  private static final Set<String> METHODS_OF_OBJECT =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private final Problems problems;

  private JavaNames(Problems problems) {
    this.problems = problems;
  }

  static void check(NetFile file, Problems problems) {
    JavaNames names = new JavaNames(problems);
    file.packageName()
        .ifPresent(
            name -> name.segments().forEach(segment -> names.checkReserved("a package", segment)));
    for (Declaration declaration : file.declarations()) {
      if (declaration instanceof Network network) {
        names.checkNetwork(network);
      }
    }
  }

  private void checkNetwork(Network network) {
    Identifier name = network.name();
    checkReserved("a class", name);
    if (RESERVED_FOR_TYPES.contains(name.text())) {
      report(name, "is a word of Java that cannot name a class");
    }
    for (NetworkItem item : network.items()) {
      switch (item) {
        case Input input -> checkMember(input.name());
        case Output output -> checkMember(output.name());
        case Target target -> checkMember(target.name());
        default -> {}
      }
    }
  }

  private void checkMember(Identifier name) {
    checkReserved("a method", name);
    if (METHODS_OF_OBJECT.contains(name.text())) {
      report(name, "is a method that every Java object has already");
    }
  }

  private void checkReserved(String use, Identifier name) {
    if (RESERVED.contains(name.text())) {
      report(name, "is a reserved word of Java and cannot name " + use);
    }
  }

  private void report(Identifier name, String why) {
    problems.add(
        Diagnostic.of(Code.NAME_NOT_FOR_JAVA, name.span(), "`" + name.text() + "` " + why)
            .help("the name becomes part of the generated class; choose another"));
  }
}
