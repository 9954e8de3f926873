package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network with several inputs, targets and outputs, numbers and classes, and hyper-parameters of every type.
class SeveralPortsTest {
  private static final String NETWORK =
      """
      network Multi {
        hyper hidden: int = 8
        hyper rate: float = 0.02
        hyper deep: bool = false
        hyper act: text = "tanh"
        input x: [2]
        input member: class["no", "yes"]
        target y: [1]
        target kind: class[3]
        h = (x -> linear(hidden)) + (one_hot(member) -> linear(hidden))
        g = where(act == "tanh", tanh(h), relu(h))
        k = where(deep, g -> linear(hidden) -> tanh, g)
        output price = k -> linear(1)
        logits = k -> linear(3)
        output probability = softmax(logits)
        output label = argmax(logits)
        loss mse(price, y) + 0.5 * cross_entropy(logits, kind)
        metric mae(price, y)
        metric accuracy(logits, kind)
        train { optimizer = adam(lr = rate)  batch = 7  epochs = 120 }
        data { file = "multi.csv"  x = [a, b]  member = [member]  y = [y]  kind = [kind]  test = 0.2 }
        verify {
          x = [0.1, 0.2], member = "no" -> price = [0.0] within 0.4, label = "low"
          x = [0.9, 0.9], member = "yes" -> price = 1.9 within 0.5, label = "high", probability = [0, 0, 1] within 0.6
        }
      }
      """;

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() {
    StringBuilder rows = new StringBuilder("a,b,member,y,kind\n");
    for (int i = 0; i < 60; i++) {
      double a = (i * 17 % 60) / 60.0;
      double b = (i * 7 % 59) / 59.0;
      boolean member = i % 3 == 0;
      rows.append(a).append(',').append(b).append(member ? ",yes," : ",no,");
      rows.append(2 * a - b + (member ? 1 : 0)).append(',');
      rows.append(a + b < 0.7 ? "low" : a + b < 1.3 ? "mid" : "high").append('\n');
    }
    Netc.write(folder.resolve("multi.csv"), rows.toString());
    file = Netc.write(folder.resolve("multi.net"), NETWORK);
  }

  private Netc train(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("train", file));
    arguments.addAll(List.of(options));
    return Netc.run(arguments.toArray());
  }

  @Test
  void trainsAndPredictsTheSameInEveryWay() throws IOException {
    Path rows = Netc.write(folder.resolve("rows.csv"), "a,b,member\n0.1,0.2,no\n0.9,0.9,yes\n");
    byte[] weights = new byte[0];
    String predictions = "";
    for (String[] way :
        new String[][] {
          {"--mode", "interpreted"}, {"--flavour", "scalar"}, {"--flavour", "vector"}
        }) {
      Netc netc = train(way[0], way[1]);
      assertEquals(0, netc.exit(), netc.out() + netc.err());
      assertTrue(netc.out().contains("verified 5 values"), netc.out());
      byte[] saved = Files.readAllBytes(folder.resolve("multi.safetensors"));
      Netc predicted = Netc.run("predict", file, "--data", rows, way[0], way[1]);
      if (weights.length > 0) {
        assertArrayEquals(weights, saved, way[1]);
        assertEquals(predictions, predicted.out(), way[1]);
      }
      weights = saved;
      predictions = predicted.out();
    }
    List<String> lines = predictions.lines().toList();
    assertEquals("price,probability_0,probability_1,probability_2,label", lines.getFirst());
    assertTrue(lines.get(1).endsWith(",low"), predictions);
    assertTrue(lines.get(2).endsWith(",high"), predictions);
  }

  @Test
  void aVerifyThatFailsNamesLabelsAndPlaces() {
    Netc netc = train("--set", "rate=1e-9");
    assertEquals(1, netc.exit());
    assertTrue(netc.out().contains("verify failed:\n"), netc.out());
    assertTrue(
        netc.out()
            .matches("(?s).*multi.net:24:\\d+: label is \"(low|mid)\", expected \"high\"\n.*"),
        netc.out());
    assertTrue(
        netc.out().contains(", expected [0, 0, 1] within 0.6\n")
            || netc.out().contains(", expected [1.9] within 0.5\n"),
        netc.out());
    Netc json = train("--set", "rate=1e-9", "--json");
    assertEquals(1, json.exit());
    assertTrue(json.last().startsWith("{\"event\":\"result\",\"ok\":false,"), json.last());
    assertTrue(json.last().contains("\"output\":\"label\",\"expected\":[2.0],"), json.last());
  }

  @Test
  void verifiedLabelsMustBeInTheData() {
    Netc.write(file, NETWORK.replace("\"high\"", "\"hihg\""));
    Netc netc = train();
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("the data has no class \"hihg\""), netc.err());
    assertTrue(netc.err().contains("did you mean `high`?"), netc.err());
    assertEquals(0, train("--no-verify").exit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hidden=4; 'Multi: 44 parameters'",
        "hidden = 2 ^ 2; 'Multi: 44 parameters'",
        "rate=0.05; 'Multi: 84 parameters'",
        "deep=true; 'Multi: 156 parameters'",
        "act=\"relu\"; 'Multi: 84 parameters'",
        "act=relu; 'Multi: 84 parameters'"
      })
  void hyperParametersAreSet(String setting, String start) {
    Netc netc = train("--no-verify", "--set", setting);
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.lines().getFirst().startsWith(start), netc.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hidden=2.5; `hidden` must be an integer, not 2.5",
        "hidden=\"a\"; `hidden` must be an integer",
        "hidden=0; units must be at least 1",
        "rate=\"fast\"; `rate` must be a number, not the text",
        "deep=1; `deep` must be `true` or `false`, not the number 1",
        "act=3; `act` must be a text, not the number 3",
        "depth=3; there is no `depth` to set"
      })
  void whatDoesNotFitIsAnError(String setting, String message) {
    Netc netc = train("--set", setting);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains(message), netc.err());
  }

  /// What a plot of the losses over the size of the network needs: one run for each size, and its last line.
  @Test
  void oneRunForEachWidthMakesACurve() {
    double last = Double.POSITIVE_INFINITY;
    for (int width : new int[] {1, 4, 16}) {
      Netc netc =
          train(
              "--json",
              "--no-verify",
              "--set",
              "hidden=" + width,
              "--set",
              "train.validation=0.25",
              "--set",
              "train.epochs=40");
      assertEquals(0, netc.exit(), netc.out());
      assertTrue(netc.lines().getFirst().contains("\"parameters\":"), netc.out());
      assertTrue(
          netc.lines()
              .get(40)
              .matches(".*\"epoch\":40,.*\"loss\":[0-9.E-]+,\"validationLoss\":[0-9.E-]+.*"),
          netc.lines().get(40));
      String pattern =
          ".*\"train\":\\{\"loss\":([0-9.E-]+),.*\"validation\":\\{\"loss\":.*\"test\":\\{\"loss\":[0-9.E-]+,.*";
      assertTrue(netc.last().matches(pattern), netc.last());
      double loss = Double.parseDouble(netc.last().replaceAll(pattern, "$1"));
      assertTrue(loss < last, "a wider network fits better");
      last = loss;
    }
  }
}
