package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorLayoutTest {

  @Test
  void isReadBackFromItsText() {
    ProgramSpec spec =
        new ProgramSpec(
            "predict",
            256,
            1000,
            20,
            400,
            List.of(
                new Port("x", false, 16, 2, true),
                new Port("unused", false, Port.NOWHERE, 3, true)),
            List.of(new Port("price", true, 0, 1, false)));
    List<Variable> variables =
        List.of(
            new Variable("h1.linear.weight", Variable.Role.PARAMETER, List.of(2, 4), 0),
            new Variable("scale", Variable.Role.FITTED, List.of(), 16));
    PredictorLayout layout = new PredictorLayout("HousePrices", Precision.F64, spec, variables, 32);
    List<String> lines = layout.lines();
    String first = String.join("\n", lines.subList(0, 3));
    String second = String.join("\n", lines.subList(3, lines.size()));
    assertEquals(layout, PredictorLayout.parse(first, second));
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> PredictorLayout.parse("nonsense here"));
  }
}
