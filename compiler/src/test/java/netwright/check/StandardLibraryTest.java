package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Declaration;
import netwright.syntax.NetParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `std.net` is sound, declaration by declaration and as a whole.
class StandardLibraryTest {
  private static String text() throws IOException {
    try (InputStream resource = StandardLibrary.class.getResourceAsStream("/netwright/std.net")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theScanFindsWhatTheParserFinds() throws IOException {
    Problems problems = new Problems();
    List<String> names =
        NetParser.parse(new Source("std.net", text()), problems).declarations().stream()
            .map(declaration -> declaration.name().text())
            .toList();
    assertTrue(problems.isEmpty());
    assertEquals(names, List.copyOf(StandardLibrary.names()));
    assertEquals(names.size(), names.stream().distinct().count());
  }

  @Test
  void everyDeclarationIsSound() {
    Problems problems = new Problems();
    Reports reports = new Reports(problems);
    for (String name : StandardLibrary.names()) {
      Declaration.Function declaration = StandardLibrary.find(name).orElseThrow().declaration();
      assertEquals(name, declaration.name().text());
      Declarations.check(declaration, Library.STANDARD, reports);
    }
    assertTrue(problems.isEmpty(), () -> problems.sorted().toString());
  }

  @Test
  void placesAreThoseOfTheWholeText() throws IOException {
    Declaration.Function linear = StandardLibrary.find("linear").orElseThrow().declaration();
    int line = linear.name().span().line();
    assertTrue(text().lines().toList().get(line - 1).startsWith("layer linear("));
  }

  @Test
  void aUsersLayerDoesNotChangeTheLibrary() {
    TypedModel model =
        Checking.modelOf(
            "layer relu(x) = x * 3\n",
            "output price = x -> residual -> linear(1) loss mse(price, y)");
    assertTrue(model.toString().contains("less_or_equal"), "residual uses another relu");
    TypedModel own =
        Checking.modelOf(
            "layer relu(x) = x * 3\n", "output price = x -> relu -> linear(1) loss mse(price, y)");
    assertTrue(own.toString().contains(", 3)"), "the user's relu is not called");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mse(h, y)",
        "mae(h, y)",
        "huber(h, y, delta = 2)",
        "smooth_l1(h, y)",
        "hinge(h, y)",
        "binary_cross_entropy(h, y, pos_weight = 3)",
        "poisson_nll(h, y)",
        "kl_div(h, y)",
        "cross_entropy(h, c)",
        "cross_entropy(h, y)",
        "nll(log_softmax(h), c)",
        "rmse(h, y)",
        "r2(h, y)",
        "accuracy(h, c)",
        "precision(h, c)",
        "recall(h, c)",
        "f1(h, c)",
        "mse(h, y) + 1e-4 * l2(weights) + 1e-5 * l1(parameters)",
        "weighted(mse(h, y), sum(y))",
        "cosine_embedding(h, y, sum(x))"
      })
  void lossesAndMetricsAreSingleNumbers(String expression) {
    String text =
        """
        network Test {
          input x: [2]
          target y: [3]
          target c: class[3]
          output h = x -> linear(3)
          loss %s
          metric same = %s
          train { optimizer = sgd() }
          data { file = "a.csv" x = [0 .. 1] y = [2 .. 4] c = [5] }
        }
        """;
    TypedModel model = Checking.model("test.net", text.formatted(expression, expression));
    assertEquals(ValueType.wideScalar(), model.metrics().getFirst().value().type());
  }
}
