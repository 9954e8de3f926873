package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Sweep;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What would go wrong only when the code runs is refused when it is written.
class RefusedCodeTest {
  /// Writes a method with `content` in a class of its own.
  private static void write(Consumer<MethodEmitter> content) {
    body().add("method", Signature.KERNEL, 0, content);
  }

  private static ClassBody body() {
    return new ClassBody(
        "Test", new Lanes.Vector(16), new ProgramBuilder().build(), new Decisions(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void loopsEnd(int step) {
    write(method -> {
      int from = method.code().newSlot(0);
      int end = method.code().newSlot(3);
      Index index = new Index("i");
      assertThrows(
          IllegalArgumentException.class, () -> method.loop(index, from, end, step, () -> {}));
    });
  }

  @Test
  void tilesHaveRows() {
    TileShape shape = new TileShape(6, 4, false, 0);
    assertThrows(IllegalArgumentException.class, () -> shape.withRows(0));
  }

  /// What a table has no room for would be another number, or that of another lane.
  @Test
  void tablesHoldEightSmallNumbers() {
    write(method -> {
      VectorCode vectors = VectorCode.of(method, 16);
      vectors.table(0, 15, 1, 2, 3, 4, 5, 6);
      assertThrows(IllegalArgumentException.class, () -> vectors.table(16));
      assertThrows(IllegalArgumentException.class, () -> vectors.table(-1));
      assertThrows(IllegalArgumentException.class, () -> vectors.table(new int[9]));
    });
  }

  /// Ten slots are taken by what all methods have.
  @Test
  void methodsHaveNoMoreArgumentsThanAClassMayHave() {
    ClassBody body = body();
    body.add("most", numbers(122, 1), 0, method -> {});
    Signature more = numbers(122, 2);
    assertThrows(IllegalStateException.class, () -> body.add("more", more, 0, method -> {}));
  }

  private static Signature numbers(int doubles, int floats) {
    List<Local> locals = new ArrayList<>();
    for (int number = 0; number < doubles; number++) {
      locals.add(new Local("d" + number, ElementType.F64));
    }
    for (int number = 0; number < floats; number++) {
      locals.add(new Local("f" + number, ElementType.F32));
    }
    return new Signature(List.of(), locals);
  }

  /// Lanes are neighbours: what lies otherwise in memory would be stored, or added up, at wrong places.
  @Test
  void sweepsInLanesAreOverNeighbours() {
    assertEquals(1, emitted(swept(1, 1)));
    assertThrows(IllegalStateException.class, () -> emitted(swept(2, 1)));
    assertThrows(IllegalStateException.class, () -> emitted(swept(1, 2)));
  }

  private static int emitted(LoopProgram program) {
    return ClassEmitter.emit(program, "test.Generated", "test.net", new Lanes.Vector(16)).size();
  }

  /// Rows `apart` from each other that are copied, and rows `apartOfSum` that are added up.
  private static LoopProgram swept(int apart, int apartOfSum) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.rows(1);
    Buffer from = build.scratch(64);
    Buffer to = build.scratch(64);
    Buffer memory = build.scratch(64);
    Load element = ProgramBuilder.load(from, ProgramBuilder.at(rows, apartOfSum));
    RowSum sum =
        new RowSum(
            ProgramBuilder.apply(Primitive.WIDEN, element),
            Optional.empty(),
            build.buffer(Space.WIDE, 1),
            build.buffer(Space.WIDE, 16));
    LoopStmt copy =
        ProgramBuilder.store(
            to,
            ProgramBuilder.at(rows, apart),
            ProgramBuilder.load(from, ProgramBuilder.at(rows, 1)));
    return build.kernel(new Sweep(rows, List.of(copy), List.of(sum), memory)).build();
  }
}
