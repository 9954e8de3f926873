package netwright.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import netwright.ir.DType;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorBuilderTest {
  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f32[3]       | f32[]     | f32[3]
          f32[N]       | f32[5]    | f32[N, 5]
          f32[N, 3, 1] | f32[1, 4] | f32[N, 3, 4]
          f32[N, 2, 3] | f32[N, 3] | f32[N, 2, 3]
          f32[3]       | f64[]     | f32[3]
          f32[]        | f64[]     | f64[]
          f32[N]       | f64[]     | f32[N]
          f64[3]       | f32[3]    | f64[3]
          """)
  void operandsAreBroughtToOneType(String first, String second, String common) {
    Node a = input("a", Attributes.type(first));
    Node b = input("b", Attributes.type(second));
    assertEquals(common, build.add(a, b).type().toString());
    assertEquals(common, build.add(b, a).type().toString());
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Node a = input("a", Attributes.type("f32[3]"));
    Node b = input("b", Attributes.type("f32[2]"));
    assertThrows(IllegalArgumentException.class, () -> build.add(a, b));
  }

  /// Powers that are written as products have the shape that any power has.
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, 3, 0.5, -1, 1.5})
  void aPowerHasTheShapeOfBoth(double exponent) {
    Node x = input("x", Attributes.type("f32[N, 3]"));
    TensorType wide = new TensorType(DType.F32, Shape.of(2, 3), false);
    Node repeated = build.broadcast(build.constant(DType.F32, exponent), wide);
    assertEquals("f32[N, 2, 3]", build.power(x, repeated).type().toString());
    assertEquals(
        "f32[N, 3]", build.power(x, build.constant(DType.F32, exponent)).type().toString());
  }

  @Test
  void whatChangesNothingMakesNoNode() {
    Node x = input("x", Attributes.type("f32[N, 3, 2]"));
    assertSame(x, build.broadcast(x, x.type()));
    assertSame(x, build.reshape(x, x.type().shape()));
    assertSame(x, build.transpose(x, List.of(0, 1)));
    assertSame(x, build.narrow(x));
  }

  private Node input(String name, TensorType type) {
    return build.add(new Source.Input(name, type), List.of());
  }
}
