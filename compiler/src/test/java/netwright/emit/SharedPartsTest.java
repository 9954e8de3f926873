package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;

/// Loops around the shared kernels, as calls of a method for some of the iterations.
class SharedPartsTest {
  private final ProgramBuilder build = new ProgramBuilder();

  /// to[i] = from[i] + from[i]
  private void map(int count) {
    Loop i = build.loop(count);
    Buffer from = build.buffer(Space.PERSISTENT, count);
    Buffer to = build.buffer(Space.PERSISTENT, count);
    Local twice = build.local(F32);
    LoopExpr element = load(from, at(i, 1));
    build.kernel(
        parallel(
            i,
            ProgramBuilder.let(twice, apply(Primitive.ADD, element, element)),
            store(to, at(i, 1), read(twice))));
  }

  /// to[row] = the largest of a row, and with it what is in the loop around
  private void rows(int columns) {
    Loop outer = build.loop(3);
    Loop row = build.rows(1);
    Loop column = build.loop(columns);
    int rows = ProgramBuilder.CAPACITY;
    Buffer from = build.buffer(Space.PERSISTENT, rows * columns);
    Buffer added = build.buffer(Space.PERSISTENT, 3);
    Buffer to = build.buffer(Space.PERSISTENT, 3 * rows);
    Local sum = build.local(F32);
    Reduction largest =
        new Reduction(
            build.local(F32),
            Combine.MAX,
            List.of(column),
            List.of(),
            load(from, at(row, columns, column, 1)),
            build.lanes(F32));
    build.kernel(
        parallel(
            outer,
            ProgramBuilder.let(sum, load(added, at(outer, 1))),
            parallel(
                row,
                largest,
                store(
                    to,
                    at(outer, rows, row, 1),
                    apply(Primitive.ADD, read(largest.result()), read(sum))))));
  }

  private boolean hasParts(Lanes lanes) {
    return ClassEmitter.emit(build.build(), "test.Parts", "a.net", lanes).stream()
        .anyMatch(emitted ->
            MethodSizes.of(emitted).keySet().stream().anyMatch(name -> name.contains("$part")));
  }

  private void check() {
    for (long seed = 0; seed < 4; seed++) {
      Agreement.check(build.build(), seed);
    }
  }

  @Test
  void aLoopIsDoneInParts() {
    map(77);
    assertTrue(hasParts(new Lanes.Shared(16)));
    assertFalse(hasParts(new Lanes.Scalar()));
    check();
  }

  @Test
  void whatAPartNeedsOfTheLoopsAroundItIsHandedOver() {
    rows(40);
    assertTrue(hasParts(new Lanes.Shared(16)));
    check();
  }

  @Test
  void shortLoopsAndLongOnesStayInOnePiece() {
    map(31);
    assertFalse(hasParts(new Lanes.Shared(16)));
    map(60_001);
    assertFalse(hasParts(new Lanes.Shared(16)));
    map(60_000);
    assertTrue(hasParts(new Lanes.Shared(16)));
  }
}
