package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopProgram;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileEpilogueTest {
  private static final int ROWS = 21;

  private final ProgramBuilder build = new ProgramBuilder();

  private LoopProgram layer(int columns, UnaryOperator<LoopExpr> activation) {
    Loop i = build.loop(ROWS);
    Loop o = build.loop(columns);
    Loop k = build.loop(7);
    return build
        .kernel(
            build
                .sums(i, o)
                .over(k)
                .of(
                    load(build.scratch(ROWS * 7), at(i, 7, k, 1)),
                    load(build.buffer(Space.PERSISTENT, 7 * columns), at(k, columns, o, 1)))
                .into(build.scratch(ROWS * columns), at(i, columns, o, 1), activation))
        .build();
  }

  private static LoopExpr tanh(LoopExpr x) {
    return apply(Primitive.TANH, x);
  }

  /// Whole tiles, and with a last vector that overlaps the one before, or is the only one.
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 31, 40, 64, 71, 128})
  void longEpiloguesAgree(int columns) {
    Agreement.check(layer(columns, TileEpilogueTest::tanh), 51);
  }

  @Test
  void longEpiloguesAreMethodsOfTheirOwn() {
    LoopProgram program = layer(64, TileEpilogueTest::tanh);
    assertEquals(Set.of("6x4End", "3x4End"), ends(program, 16));
    assertEquals(Set.of("6x2End", "3x2End"), ends(program, 8));
  }

  @Test
  void shortOnesAreInTheTile() {
    assertEquals(Set.of(), ends(layer(64, UnaryOperator.identity()), 16));
  }

  /// Four of them would be too large a method: the bytes of one are more than a fourth of what a row may have.
  @Test
  void veryLongOnesStayInALoop() {
    assertEquals(Set.of(), ends(layer(64, x -> tanh(tanh(x))), 16));
  }

  private static Set<String> ends(LoopProgram program, int lanes) {
    Set<String> ends = new TreeSet<>();
    for (EmittedClass emitted :
        ClassEmitter.emit(program, "test.Layer", "test.net", new Lanes.Vector(lanes))) {
      for (String method : MethodSizes.of(emitted).keySet()) {
        String name = method.substring(0, method.indexOf('('));
        if (name.endsWith("End")) {
          ends.add(name.substring(name.indexOf('$') + 1));
        }
      }
    }
    return ends;
  }
}
