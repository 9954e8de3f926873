package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The names of parameters, and which `init` decides how each starts.
class ParameterNamesTest {
  private static List<String> names(String declarations, String items) {
    return Checking.modelOf(declarations, items).variables().stream()
        .map(TypedModel.ModelVariable::name)
        .toList();
  }

  private static String initial(TypedModel model, String name) {
    return model.variables().stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElseThrow()
        .initial()
        .toString();
  }

  @Test
  void aSecondLayerOfABindingIsNumbered() {
    assertEquals(
        List.of(
            "price.linear.weight",
            "price.linear.bias",
            "price.linear2.weight",
            "price.linear2.bias"),
        names("", "output price = x -> linear(4) -> relu -> linear(1) loss mse(price, y)"));
  }

  @Test
  void innerLayersAppendAndLocalBindingsAddNothing() {
    String block =
        """
        layer block(x: [n], act: layer = relu) {
          h = x -> linear(n) -> act
          return x + (h -> linear(n, bias = false))
        }
        """;
    assertEquals(
        List.of(
            "price.block.linear.weight",
            "price.block.linear.bias",
            "price.block.prelu.weight",
            "price.block.linear2.weight",
            "price.linear.weight",
            "price.linear.bias"),
        names(block, "output price = x -> block(act = prelu) -> linear(1) loss mse(price, y)"));
  }

  @Test
  void copiesUnderRepeatCountFromOne() {
    assertEquals(
        List.of(
            "h.linear.1.weight",
            "h.linear2.1.weight",
            "h.linear.2.weight",
            "h.linear2.2.weight",
            "h.linear3.weight",
            "price.linear.weight"),
        names(
            "",
            """
            h = x -> repeat 2 (linear(2, bias = false) -> relu -> linear(2, bias = false) -> tanh)
              -> linear(2, bias = false) -> tanh
            output price = h -> linear(1, bias = false)
            loss mse(price, y)
            """));
  }

  @Test
  void repeatsNest() {
    assertEquals(
        List.of(
            "price.linear.1.1.weight",
            "price.linear.1.2.weight",
            "price.linear.2.1.weight",
            "price.linear.2.2.weight",
            "price.linear2.weight"),
        names(
            "",
            """
            output price = x -> repeat 2 (repeat 2 (linear(2, bias = false) -> tanh))
              -> linear(1, bias = false)
            loss mse(price, y)
            """));
  }

  @Test
  void repeatOfNothingIsTheIdentity() {
    assertEquals(
        List.of("price.linear.weight"),
        names(
            "",
            """
            output price = x -> repeat 0 (linear(7)) -> linear(1, bias = false)
            loss mse(price, y)
            """));
  }

  @Test
  void aSharedLayerHasOneSetOfParameters() {
    assertEquals(
        List.of("encoder.linear.weight", "encoder.linear.bias", "price.linear.weight"),
        names(
            "",
            """
            shared encoder = linear(2) -> relu
            a = x -> encoder
            b = a -> encoder
            output price = a + b -> linear(1, bias = false)
            loss mse(price, y)
            """));
  }

  @Test
  void aLayerSharesWithinItself() {
    String twin =
        """
        layer twin(x: [n]) {
          shared side = linear(n, bias = false)
          return side(x) + side(side(x))
        }
        """;
    assertEquals(
        List.of("price.twin.side.linear.weight", "price.linear.weight", "price.linear.bias"),
        names(twin, "output price = x -> twin -> tanh -> linear(1) loss mse(price, y)"));
  }

  @Test
  void aLayerCalledLikeANumberedOneDoesNotClash() {
    String linear2 = "layer linear2(x: [n]) = x -> linear(n, bias = false)\n";
    List<String> names =
        names(
            linear2,
            """
            output price = x -> linear(2, bias = false) -> relu -> linear(2, bias = false)
              -> relu -> linear2 -> relu -> linear(1, bias = false)
            loss mse(price, y)
            """);
    assertEquals(4, names.stream().distinct().count(), names::toString);
  }

  @Test
  void whatIsNotReadDoesNotExist() {
    String gated =
        """
        layer gated(x: [n], on: bool = false) {
          param gate: [n] = ones
          return where(on, x * gate, x)
        }
        """;
    assertEquals(
        List.of("price.linear.weight", "price.linear.bias"),
        names(gated, "output price = x -> gated -> linear(1) loss mse(price, y)"));
    assertEquals(
        List.of("price.gated.gate", "price.linear.weight", "price.linear.bias"),
        names(gated, "output price = x -> gated(on = true) -> linear(1) loss mse(price, y)"));
  }

  @Test
  void theLastMatchingInitWinsAndACallBeatsIt() {
    TypedModel model =
        Checking.modelOf(
            "",
            """
            h = x -> linear(4) -> relu -> linear(4, weight = constant(9)) -> relu
            output price = h -> linear(1)
            loss mse(price, y)
            init *.weight = constant(1)
            init linear.weight = constant(2)
            init h.linear.weight = constant(3)
            init bias = 4
            init price.linear.bias = 6
            """);
    assertEquals("fill(3.0)", initial(model, "h.linear.weight"));
    assertEquals("fill(9.0)", initial(model, "h.linear2.weight"));
    assertEquals("fill(2.0)", initial(model, "price.linear.weight"));
    assertEquals("fill(4.0)", initial(model, "h.linear.bias"));
    assertEquals("fill(6.0)", initial(model, "price.linear.bias"));
  }

  @Test
  void patternsSkipIndicesThatAreNotWritten() {
    TypedModel model =
        Checking.modelOf(
            "",
            """
            h = x -> repeat 3 (linear(2) -> tanh)
            output price = h -> linear(1)
            loss mse(price, y)
            init h.linear.weight = constant(1)
            init h.linear.2.weight = constant(2)
            init h.*.bias = 3
            """);
    assertEquals("fill(1.0)", initial(model, "h.linear.1.weight"));
    assertEquals("fill(2.0)", initial(model, "h.linear.2.weight"));
    assertEquals("fill(1.0)", initial(model, "h.linear.3.weight"));
    assertEquals("fill(3.0)", initial(model, "h.linear.3.bias"));
  }

  @Test
  void withNothingSaidLinearStartsAsPyTorchs() {
    TypedModel model = Checking.modelOf("", "output price = x -> linear(1) loss mse(price, y)");
    assertTrue(
        initial(model, "price.linear.weight")
            .matches("uniform\\(-0.70710678118654\\d+, 0.70710678118654\\d+\\)"));
    assertEquals(
        "uniform(-0.7071067811865475, 0.7071067811865475)", initial(model, "price.linear.bias"));
  }

  @Test
  void fansCountTheReceptiveField() {
    String fan =
        """
        initializer ratio = constant(fan_in / fan_out)
        layer grid(x: [n]) {
          param w: [3, 5, n, 7] = ratio
          return mean(w) * x
        }
        """;
    TypedModel model =
        Checking.modelOf(fan, "output price = x -> grid -> linear(1) loss mse(price, y)");
    assertEquals("fill(0.2857142857142857)", initial(model, "price.grid.w"));
  }
}
