package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast.NetFile;
import netwright.testing.Golden;

/// Short forms of parsing, for tests.
final class Parsing {
  private Parsing() {}

  static Source source(Path file) {
    return new Source(file.getFileName().toString(), Golden.read(file));
  }

  /// The tree of a source without problems.
  static NetFile parse(Source source) {
    Problems problems = new Problems();
    NetFile file = NetParser.parse(source, problems);
    assertEquals("", DiagnosticRenderer.plain().render(problems));
    return file;
  }

  static NetFile parse(String text) {
    return parse(new Source("test.net", text));
  }

  static Expression expression(String text) {
    Problems problems = new Problems();
    var expression = NetParser.parseExpression(new Source("<set>", text), problems);
    assertEquals("", DiagnosticRenderer.plain().render(problems));
    return expression.orElseThrow();
  }

  static Problems problems(String text) {
    Problems problems = new Problems();
    NetParser.parse(new Source("test.net", text), problems);
    return problems;
  }
}
