package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which states an optimizer keeps, and which parameters it is for.
class OptimizersTest {
  private static final String ITEMS =
      "output price = x -> linear(1, bias = false) loss mse(price, y)";

  private static TypedModel model(String declarations, String items, String train) {
    String text =
        Checking.network(declarations, items)
            .replace("train { optimizer = sgd() }", "train { " + train + " }");
    return Checking.model("test.net", text);
  }

  private static List<String> states(TypedModel model) {
    return model.updates().stream()
        .flatMap(update -> update.states().stream())
        .map(state -> state.name() + state.shape())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sgd; ''",
        "sgd(weight_decay = 0.1, dampening = 0.5); ''",
        "sgd(momentum = 0.9); velocity[2, 1]",
        "adam; m[2, 1] v[2, 1]",
        "adam(amsgrad = true); m[2, 1] v[2, 1] v_max[2, 1]",
        "adamw(lr = 0.1 * cosine(progress)); m[2, 1] v[2, 1]",
        "adamw(amsgrad = true); m[2, 1] v[2, 1] v_max[2, 1]",
        "nadam; m[2, 1] v[2, 1] mu_product[]",
        "rmsprop; square[2, 1]",
        "rmsprop(centered = true, momentum = 0.5); square[2, 1] average[2, 1] velocity[2, 1]",
        "adagrad(lr = steps(every = 5)); total[2, 1]",
        "adadelta(lr = exponential()); square[2, 1] moved[2, 1]",
        "lion(lr = warmup(10) * one_cycle(progress)); m[2, 1]"
      })
  void keepsOnlyTheStatesItNeeds(String optimizer, String states) {
    String name = optimizer.split("\\(")[0];
    List<String> expected =
        states.isEmpty()
            ? List.of()
            : List.of(states.split("(?<=]) ")).stream()
                .map(state -> "price.linear.weight." + name + "." + state)
                .toList();
    assertEquals(expected, states(model("", ITEMS, "optimizer = " + optimizer)));
  }

  @Test
  void aPatternHasAnOptimizerOfItsOwn() {
    TypedModel model =
        model(
            "",
            "output price = x -> linear(1) loss mse(price, y)",
            "optimizer = adam optimizer *.bias = sgd(momentum = 0.5)");
    assertEquals(
        List.of(
            "price.linear.weight.adam.m[2, 1]",
            "price.linear.weight.adam.v[2, 1]",
            "price.linear.bias.sgd.velocity[1]"),
        states(model));
  }

  @Test
  void aReadAfterAnAssignmentSeesTheNewValue() {
    String mine =
        """
        optimizer mine(lr = 0.5) {
          state n = 3
          n = n + 1
          n = n * 2
          param = param - lr * grad
          param = param * n
        }
        """;
    TypedModel.Update update = model(mine, ITEMS, "optimizer = mine").updates().getFirst();
    TypedExpr product = update.next();
    assertEquals(update.states().getFirst().next(), product.inputs().get(1));
    assertEquals(new Initial.Fill(3), update.states().getFirst().initial());
  }

  @Test
  void parametersThatTheLossDoesNotDependOnAreLeftAlone() {
    TypedModel model =
        model(
            "",
            """
            output price = x -> linear(1)
            output other = x -> linear(3)
            loss mse(price, y)
            """,
            "optimizer = sgd(weight_decay = 0.1)");
    assertEquals(
        List.of("price.linear.weight", "price.linear.bias"),
        model.updates().stream().map(TypedModel.Update::parameter).toList());
  }
}
