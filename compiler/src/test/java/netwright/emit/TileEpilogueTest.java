package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.MethodNode;

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

  /// So do those of rows that wait, or are done one by one: the sums of few rows, and updates of large weights.
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void rowsByThemselvesHaveNoLongEpiloguesInLanes(int lanes) {
    assertTrue(loads(fewRows(1), lanes, "$rowEnd") > 0);
    assertEquals(0, loads(fewRows(12), lanes, "$rowEnd"));
    assertTrue(loads(update(1), lanes, "$finish") > 0);
    assertEquals(0, loads(update(30), lanes, "$finish"));
  }

  @Test
  void theBitsOfRowsByThemselvesAgree() {
    Agreement.check(fewRows(1), 52);
    Agreement.check(fewRows(12), 53);
  }

  private static int loads(LoopProgram program, int lanes, String method) {
    List<MethodNode> methods = EmittedMethods.of(program, lanes, method);
    assertEquals(1, methods.size());
    return EmittedMethods.calls(methods, "fromArray");
  }

  private static UnaryOperator<LoopExpr> tanhs(int count) {
    return x -> count == 0 ? x : tanh(tanhs(count - 1).apply(x));
  }

  /// Rows of a batch.
  private static LoopProgram fewRows(int functions) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.rows(1);
    Loop o = build.loop(40);
    Loop k = build.loop(20);
    Contraction contraction =
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(ROWS * 20), at(rows, 20, k, 1)),
                load(build.scratch(20 * 40), at(k, 40, o, 1)))
            .withCopies(64)
            .into(build.scratch(ROWS * 40), at(rows, 40, o, 1), tanhs(functions));
    return build.kernel(contraction).build();
  }

  /// w[i, o] += f(Σ x[k, i] · dy[k, o]) · m[i, o], of a weight so large that it waits.
  private static LoopProgram update(int functions) {
    ProgramBuilder build = new ProgramBuilder();
    int columns = 2112;
    Loop i = build.loop(201);
    Loop o = build.loop(columns);
    Loop k = build.loop(128);
    Load moment = load(build.buffer(Space.PERSISTENT, 201 * columns), at(i, columns, o, 1));
    Load weight = load(build.buffer(Space.PERSISTENT, 201 * columns), at(i, columns, o, 1));
    Contraction contraction =
        build
            .sums(i, o)
            .over(k)
            .of(
                load(build.scratch(128 * 201), at(k, 201, i, 1)),
                load(build.scratch(128 * columns), at(k, columns, o, 1)))
            .withCopies(1 << 19)
            .into(
                weight.buffer(),
                weight.position(),
                sum ->
                    apply(
                        Primitive.ADD,
                        weight,
                        apply(Primitive.MULTIPLY, moment, tanhs(functions).apply(sum))));
    return build.kernel(contraction).build();
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
