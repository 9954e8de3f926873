package netwright.check;

import java.nio.file.Path;
import java.util.Optional;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast;
import netwright.syntax.NetParser;
import netwright.testing.Golden;

/// Checks sources in tests.
public final class Checking {
  private Checking() {}

  /// What came out of a check.
  record Outcome(Optional<TypedModel> model, Problems problems) {
    String rendered() {
      return DiagnosticRenderer.plain().render(problems);
    }
  }

  static Outcome outcome(String name, String text, Overrides overrides) {
    Source source = new Source(name, text);
    Problems problems = new Problems();
    Ast.NetFile file = NetParser.parse(source, problems);
    Optional<TypedModel> model =
        problems.hasErrors() ? Optional.empty() : Checker.check(file, source, overrides, problems);
    return new Outcome(model, problems);
  }

  /// The model of a whole file, which must have no error.
  public static TypedModel model(String name, String text) {
    Outcome outcome = outcome(name, text, Overrides.NONE);
    return outcome.model().orElseThrow(() -> new AssertionError(outcome.rendered()));
  }

  /// The model of the file at `path`.
  public static TypedModel model(Path path) {
    return model(path.getFileName().toString(), Golden.read(path));
  }

  /// A file around the items of a network with an input `x: [2]` and a target `y: [1]`.
  static String network(String declarations, String items) {
    return """
    %s
    network Test {
      input x: [2]
      target y: [1]
      %s
      train { optimizer = sgd() }
      data { file = "test.csv" x = [A, B] y = [C] }
    }
    """
        .formatted(declarations, items);
  }

  /// The model of such a network, which must have no error.
  static TypedModel modelOf(String declarations, String items) {
    return model("test.net", network(declarations, items));
  }

  /// What is reported about such a network.
  static String reportOf(String declarations, String items) {
    return outcome("test.net", network(declarations, items), Overrides.NONE).rendered();
  }
}
