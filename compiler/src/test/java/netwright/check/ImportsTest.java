package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.NetParser;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private final Map<String, Source> files = new HashMap<>();
  private final Problems problems = new Problems();

  private Optional<TypedModel> check(String imports, String output) {
    String text =
        imports
            + Checking.network("", "output price = " + output + " loss mse(price, y)")
                .stripLeading();
    Source source = new Source("main.net", text);
    files.put("main.net", source);
    return Checker.check(
        NetParser.parse(source, problems),
        source,
        (_, path) -> Optional.ofNullable(files.get(path)),
        Overrides.NONE,
        problems);
  }

  private void file(String name, String text) {
    files.put(name, new Source(name, text));
  }

  private String report() {
    return DiagnosticRenderer.plain().render(problems);
  }

  @Test
  void declarationsOfAnImportedFileCanBeCalled() {
    file("layers.net", "import \"base.net\"\nlayer twice(x: [n]) = x -> half -> linear(2 * n)\n");
    file("base.net", "layer half(x) = x / 2\n");
    TypedModel model =
        check("import \"layers.net\"\n", "x -> twice -> linear(1)")
            .orElseThrow(() -> new AssertionError(report()));
    assertEquals("price.twice.linear.weight", model.variables().getFirst().name());
    assertEquals("[2, 4]", model.variables().getFirst().shape().toString());
    for (TypedExpr expr = model.loss(); !expr.inputs().isEmpty(); expr = expr.inputs().getFirst()) {
      assertEquals("main.net", expr.span().source().name());
    }
  }

  @Test
  void importsAreNotTransitive() {
    file("layers.net", "import \"base.net\"\nlayer own(x) = x -> half\n");
    file("base.net", "layer half(x) = x / 2\n");
    check("import \"layers.net\"\n", "x -> half -> own -> linear(1)");
    assertTrue(report().contains("there is no layer or function `half`"), report());
  }

  @Test
  void errorsPointIntoTheImportedFile() {
    file("layers.net", "layer wrong(x: [n]) = x + range(n + 1)\n");
    check("import \"layers.net\"\n", "x -> wrong -> linear(1)");
    assertTrue(report().contains("--> layers.net:1:23"), report());
    assertTrue(report().contains("in `wrong`, called at main.net:5:23"), report());
  }

  @Test
  void circlesClashesAndMissingFilesAreErrors() {
    file("a.net", "import \"b.net\"\nlayer one(x) = x\n");
    file("b.net", "import \"a.net\"\nlayer one(x) = x\n");
    check("import \"a.net\"\nimport \"c.net\"\n", "x -> linear(1)");
    assertTrue(report().contains("E0214") && report().contains("a.net → b.net → a.net"), report());
    assertTrue(report().contains("E0213") && report().contains("`c.net` cannot be read"));
    assertTrue(report().contains("`one` is declared twice"));
  }

  @Test
  void syntaxErrorsOfAnImportedFileAreReported() {
    file("a.net", "layer one(x = x\n");
    assertTrue(check("import \"a.net\"\n", "x -> linear(1)").isEmpty());
    assertTrue(report().contains("--> a.net:1"), report());
  }
}
