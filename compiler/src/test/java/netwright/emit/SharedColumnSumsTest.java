package netwright.emit;

import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;

/// Sums of columns in plain code around the shared kernels.
class SharedColumnSumsTest {
  private static final int COLUMNS = 27;

  private final ProgramBuilder build = new ProgramBuilder();

  /// The sums over the rows of a matrix whose columns are `apart`.
  private void sums(Combine combine, int apart) {
    Loop column = build.loop(COLUMNS);
    Loop row = build.rows(1);
    int width = apart * COLUMNS + 5;
    Buffer from = build.buffer(Space.PERSISTENT, width * ProgramBuilder.CAPACITY);
    Buffer to = build.buffer(Space.PERSISTENT, COLUMNS + 2);
    Reduction sum =
        new Reduction(
            build.local(F32),
            combine,
            List.of(row),
            List.of(),
            load(from, at(row, width, column, apart)),
            build.lanes(F32));
    build.kernel(parallel(column, sum, store(to, at(column, 1), read(sum.result()))));
  }

  /// Whether the program is written with a call of the shared sums, where it is so for at least `least` elements.
  private boolean isCalled(int least) {
    Lanes lanes = new Lanes.Shared(16, least);
    return ClassEmitter.emit(build.build(), "test.Sums", "a.net", lanes).stream()
        .map(emitted -> new String(emitted.bytes(), StandardCharsets.ISO_8859_1))
        .anyMatch(bytes -> bytes.contains("netwright/shared/SharedSums"));
  }

  @Test
  void neighboursAreAddedUpRowByRow() {
    sums(Combine.SUM, 1);
    assertTrue(isCalled(1));
    assertTrue(isCalled(COLUMNS * ProgramBuilder.CAPACITY));
    assertFalse(isCalled(COLUMNS * ProgramBuilder.CAPACITY + 1));
    for (long seed = 0; seed < 8; seed++) {
      Agreement.check(build.build(), seed);
    }
  }

  @Test
  void columnsApartAndOtherReductionsStayAsTheyAre() {
    sums(Combine.SUM, 2);
    sums(Combine.MAX, 1);
    assertFalse(isCalled(1));
    Agreement.check(build.build(), 3);
  }
}
