package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contractions with short sums and few columns, whose rows are sorted into lanes.
class FewColumnsEmissionTest {
  private static final int LONGEST = 300;

  private final ProgramBuilder build = new ProgramBuilder();

  /// y[row, out] = max(b[out] + Σ x[row, in] · w[in, out], 0) for rows of the batch.
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "3, 2", "4, 2", "1, 3", "2, 3", "3, 3", "4, 3"})
  void batches(int in, int out) {
    build.kernel(build.layer(in, out));
    check(true);
  }

  /// The same with so many rows each time, whole vectors and others; the weights as the first factor, and turned over.
  @ParameterizedTest
  @CsvSource({"16, 3", "17, 2", "31, 3", "32, 2", "47, 3", "300, 3"})
  void fixedRows(int count, int out) {
    Loop rows = build.loop(count);
    Loop o = build.loop(out);
    Loop k = build.loop(3);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.buffer(Space.PERSISTENT, 3 * out), at(k, 1, o, 3)),
                load(build.scratch(3 * count), at(rows, 3, k, 1)))
            .into(build.scratch(count * out), at(rows, out, o, 1)));
    check(true);
  }

  /// Rows in two loops, the inner one in the lanes; its elements are farther apart than a sum is long.
  @Test
  void partsOfRows() {
    Loop rows = build.rows(1);
    Loop i = build.loop(19);
    Loop o = build.loop(2);
    Loop k = build.loop(2);
    build.kernel(
        build
            .sums(rows, i, o)
            .over(k)
            .of(
                load(build.scratch(21 * 76), at(i, 4, k, 2).plus(rows.index(), 76)),
                load(build.buffer(Space.PERSISTENT, 4), at(k, 2, o, 1)))
            .into(build.scratch(21 * 38), at(i, 2, o, 1).plus(rows.index(), 38)));
    check(true);
  }

  /// What adds up to what is there must not be done twice.
  @Test
  void inPlace() {
    Loop rows = build.rows(1);
    Loop o = build.loop(2);
    Loop k = build.loop(2);
    Buffer y = build.scratch(21 * 2);
    Affine place = at(rows, 2, o, 1);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(21 * 2), at(rows, 2, k, 1)),
                load(build.buffer(Space.PERSISTENT, 4), at(k, 2, o, 1)))
            .into(y, place, sum -> apply(Primitive.ADD, sum, load(y, place))));
    check(false);
  }

  /// Checks the bits, and whether there is a method for rows in lanes. The last buffer is nobody's: vectors may be read
  /// where it is.
  private void check(boolean inLanes) {
    build.scratch(LONGEST);
    LoopProgram program = build.build();
    Agreement.check(program, 43);
    boolean found =
        ClassEmitter.emit(program, "test.Few", "test.net", new Lanes.Vector(16)).stream()
            .flatMap(emitted -> MethodSizes.of(emitted).keySet().stream())
            .anyMatch(name -> name.contains("$few"));
    assertEquals(inLanes, found);
  }
}
