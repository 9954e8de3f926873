package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import netwright.ir.DType;
import netwright.lower.Lowering;
import org.junit.jupiter.api.Test;

/// Large networks are built without deep recursion; absurd ones are refused.
class LimitsTest {
  private static Lowering lowering(String output) {
    return Lowering.of(
        Checking.modelOf("", "output price = " + output + " loss mse(price, y)"), DType.F32);
  }

  @Test
  void longChains() {
    Lowering chain = lowering("x" + " -> relu".repeat(20_000) + " -> linear(1)");
    assertTrue(chain.predict().nodes().size() > 20_000);
    Lowering sum = lowering("x" + " + x".repeat(20_000) + " -> linear(1)");
    assertTrue(sum.predict().nodes().size() > 20_000);
  }

  @Test
  void aThousandLayers() {
    Lowering deep = lowering("x -> repeat 1000 (linear(3) -> tanh) -> linear(1)");
    assertEquals(2002, deep.variables().size());
    assertEquals(2003, deep.train().results().size());
  }

  @Test
  void layersCannotNestForEver() {
    String layers =
        IntStream.range(1, 400)
            .mapToObj(i -> "layer l" + i + "(x) = x -> l" + (i - 1) + "\n")
            .collect(Collectors.joining("", "layer l0(x) = x\n", ""));
    String report =
        Checking.reportOf(layers, "output price = x -> l399 -> linear(1) loss mse(price, y)");
    assertTrue(report.contains("E0414") && report.contains("nested too deep"), report);
    String brackets =
        IntStream.range(1, 100)
            .mapToObj(i ->
                "layer l%d(x) = %sl%d(x)%s\n"
                    .formatted(i, "(".repeat(100), i - 1, " + 1)".repeat(100)))
            .collect(Collectors.joining("", "layer l0(x) = x\n", ""));
    String second =
        Checking.reportOf(brackets, "output price = x -> l99 -> linear(1) loss mse(price, y)");
    assertTrue(second.contains("E0414"), second);
  }

  @Test
  void moreParametersThanMemory() {
    String report =
        Checking.reportOf(
            "", "output price = x -> repeat 40 (linear(40_000)) -> linear(1) loss mse(price, y)");
    assertTrue(report.contains("error[E0414]: the network has"), report);
  }
}
