package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.parallel.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that whole tiles leave over.
class LastRowsTest {
  private static final int SUMS = 19;

  private ProgramBuilder build = new ProgramBuilder();

  /// Every row is in one tile, and the first tile is a whole one, whatever there is.
  @ParameterizedTest
  @CsvSource({"6, 4", "6, 1", "8, 2", "4, 4", "5, 3", "12, 1", "12, 2", "7, 3", "4, 5", "2, 8"})
  void allRowsOnce(int rows, int vectors) {
    TileShape shape = new TileShape(rows, vectors, false, 0);
    for (int count = 1; count < 300; count++) {
      LastRows last = LastRows.of(count, shape);
      int left = count - last.from();
      assertEquals(0, last.from() % rows, "whole tiles of " + count);
      assertTrue(last.from() > 0 || left < rows, "the first of " + count);
      assertEquals(0, left == 0 ? 0 : left % last.height(), "last tiles of " + count);
      assertTrue(last.height() * vectors * 16 <= TileShape.MEMORY, "sums of " + count);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "61, 6, 4, 36, 5", // 32 registers are too few for seven
    "25, 6, 4, 24, 1", // nothing would be left of the usual height
    "62, 6, 4, 60, 2", // two rows are no slower by themselves
    "36, 5, 3, 30, 6",
    "61, 12, 1, 48, 13",
    "61, 2, 8, 60, 1", // nothing could be lower
    "61, 2, 5, 58, 3",
    "60, 6, 4, 60, 0",
  })
  void oneRowJoinsOthers(int count, int rows, int vectors, int from, int height) {
    TileShape shape = new TileShape(rows, vectors, false, 0);
    assertEquals(new LastRows(from, height), LastRows.of(count, shape));
  }

  /// Batches that are full, and others, read in place, and copied by the first tile.
  @ParameterizedTest
  @ValueSource(ints = {9, 16, 17, 29, 37, 43, 64, 67, 100})
  void sameBits(int out) {
    for (int count : new int[] {31, 37, 61}) {
      build = new ProgramBuilder();
      build.kernel(layer(build.rows(1), count, out, out));
      build.kernel(layer(build.loop(count), count, out, 260));
      Agreement.check(build.build(count), 51);
    }
  }

  private Contraction layer(Loop rows, int count, int out, int apart) {
    Loop o = build.loop(out);
    Loop k = build.loop(SUMS);
    return build
        .sums(rows, o)
        .over(k)
        .of(
            load(build.scratch(count * SUMS), at(rows, SUMS, k, 1)),
            load(build.buffer(Space.PERSISTENT, SUMS * apart), at(k, apart, o, 1)))
        .withCopies(SUMS * 80)
        .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
        .into(build.scratch(count * out), at(rows, out, o, 1), sum -> apply(Primitive.TANH, sum));
  }

  /// With 16 registers, and where columns are copied, what is left is a tile of its own.
  @Test
  void onlyWithMoreRegisters() {
    build.kernel(layer(build.rows(1), 61, 64, 64));
    LoopProgram program = build.build(61);
    assertEquals(Set.of("61 rows = 6 x 6 + 5 x 5"), divisions(program, 16));
    assertEquals(Set.of("61 rows = 10 x 6 + 1"), divisions(program, 8));
    build = new ProgramBuilder();
    build.kernel(layer(build.loop(61), 61, 64, 260));
    assertEquals(Set.of("61 rows = 10 x 6 + 1"), divisions(build.build(), 16));
  }

  private static Set<String> divisions(LoopProgram program, int widest) {
    Set<String> found = new TreeSet<>();
    for (Explained explained :
        ClassEmitter.explain(Schedule.single(program), new Lanes.Vector(widest))) {
      Matcher of = Pattern.compile("\\d+ rows = [^,]*").matcher(explained.toString());
      while (of.find()) {
        found.add(of.group());
      }
    }
    return found;
  }
}
