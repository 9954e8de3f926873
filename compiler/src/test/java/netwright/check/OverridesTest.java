package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// `--set`, hyper-parameters, and the settings of `train` and `data`.
class OverridesTest {
  private static final String TEXT =
      """
      network Test {
        hyper width: int = 4
        hyper double_width = 2 * width
        hyper rate = 0.1
        input x: [2]
        target y: [1]
        h = x -> linear(double_width) -> relu
        output price = h -> linear(1)
        loss mse(price, y)
        train { optimizer = sgd(rate, momentum = 0.9) epochs = 3 }
        data { file = "a.csv" x = [A, B] y = [C] test = 0.25 }
      }
      """;

  private static TypedModel with(Overrides overrides) {
    Checking.Outcome outcome = Checking.outcome("test.net", TEXT, overrides);
    return outcome.model().orElseThrow(() -> new AssertionError(outcome.rendered()));
  }

  private static String report(String key, String text) {
    return Checking.outcome("test.net", TEXT, Overrides.NONE.with(key, text)).rendered();
  }

  private static List<String> hypers(TypedModel model) {
    return model.hypers().stream().map(hyper -> hyper.name() + "=" + hyper.value()).toList();
  }

  @Test
  void dependentHypersFollow() {
    assertEquals(List.of("width=4", "double_width=8", "rate=0.1"), hypers(with(Overrides.NONE)));
    TypedModel model = with(Overrides.NONE.with("width", "2 ^ 3"));
    assertEquals(List.of("width=8", "double_width=16", "rate=0.1"), hypers(model));
    assertEquals("[2, 16]", model.variables().getFirst().shape().toString());
  }

  @Test
  void trainAndDataAreSet() {
    TypedModel model =
        with(
            Overrides.NONE
                .with("train.epochs", "7")
                .with("train.batch", "width * 2")
                .with("train.stop", "early(5)")
                .with("data.test", "other.csv")
                .with("data.x", "[D .. E]"));
    assertEquals(7, model.recipe().epochs());
    assertEquals(8, model.recipe().batch());
    assertEquals(5, model.recipe().patience().orElseThrow());
    assertEquals("other.csv", assertInstanceOf(Split.File.class, model.data().test()).path());
    assertTrue(model.data().ports().getFirst().place().toString().contains("Range"));
  }

  @Test
  void anArgumentOfTheOptimizerIsSet() {
    for (String key : List.of("train.optimizer.lr", "train.optimizer.momentum")) {
      String printed = with(Overrides.NONE.with(key, "0.75")).toString();
      assertTrue(printed.contains("multiply(0.75, "), printed);
    }
    String replaced = with(Overrides.NONE.with("train.optimizer", "adam")).toString();
    assertTrue(replaced.contains("price.linear.bias.adam.m"), replaced);
  }

  @Test
  void whatCannotBeSetIsAnError() {
    assertTrue(report("widht", "3").contains("did you mean `width`?"));
    assertTrue(report("train.epoch", "3").contains("did you mean `train.epochs`?"));
    String misspelt = report("train.optimizer.lrr", "3");
    assertTrue(
        misspelt.contains("E0212") && misspelt.contains("did you mean `train.optimizer.lr`?"));
    assertTrue(report("width", "2.5").contains("--set width:1:1"));
    assertTrue(report("width", "2 +").contains("error[E01"));
    assertTrue(report("data.test", "7").contains("E0504"));
  }
}
