package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;

import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contractions whose columns do not fill their vectors: tails, vectors that overlap, and rows in the lanes instead.
class RaggedColumnsEmissionTest {
  private static final int SUMS = 19;

  private final ProgramBuilder build = new ProgramBuilder();

  /// Stored plainly, through a long epilogue, and from turned weights.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 9, 10, 13, 15, 17, 18, 29, 33, 49, 100})
  void raggedColumns(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(SUMS);
    LoopExpr.Load x = load(build.scratch(21 * SUMS), at(rows, SUMS, k, 1));
    Affine place = at(rows, out, o, 1);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(x, load(build.buffer(Space.PERSISTENT, SUMS * out), at(k, out, o, 1)))
            .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
            .into(build.scratch(21 * out), place));
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(x, load(build.buffer(Space.PERSISTENT, out * SUMS), at(o, SUMS, k, 1)))
            .withCopies(SUMS * 128)
            .into(build.scratch(21 * out), place, RaggedColumnsEmissionTest::activation));
    Agreement.check(build.build(), 35);
  }

  /// tanh of the sigmoid, four times over.
  private static LoopExpr activation(LoopExpr sum) {
    LoopExpr value = sum;
    for (int stage = 0; stage < 4; stage++) {
      value = apply(Primitive.TANH, apply(Primitive.SIGMOID, value));
    }
    return value;
  }

  /// An epilogue that reads what it overwrites, as a sum in place does, must not run twice for any column; nor a sum that
  /// starts from its own result.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 9, 10, 13, 17, 29, 33, 100})
  void inPlace(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(SUMS);
    Buffer y = build.scratch(21 * out);
    Affine place = at(rows, out, o, 1);
    build.kernel(
        product(rows, o, k, out).into(y, place, sum -> apply(Primitive.ADD, sum, load(y, place))));
    build.kernel(product(rows, o, k, out).startingFrom(load(y, place)).into(y, place));
    Agreement.check(build.build(), 34);
  }

  private ContractionBuilder product(Loop rows, Loop o, Loop k, int out) {
    return build
        .sums(rows, o)
        .over(k)
        .of(
            load(build.scratch(21 * SUMS), at(rows, SUMS, k, 1)),
            load(build.buffer(Space.PERSISTENT, SUMS * out), at(k, out, o, 1)));
  }

  /// Sums so long that they are taken in blocks.
  @ParameterizedTest
  @ValueSource(ints = {13, 17, 29, 70})
  void raggedColumnsOfLongSums(int out) {
    int in = 1100;
    Loop i = build.loop(50);
    Loop o = build.loop(out);
    Loop k = build.loop(in);
    build.kernel(
        build
            .sums(i, o)
            .over(k)
            .of(
                load(build.scratch(50 * in), at(i, in, k, 1)),
                load(build.buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)))
            .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
            .withCopies(in * 64 + 50 * 64)
            .into(build.scratch(50 * out), at(i, out, o, 1), sum -> apply(Primitive.TANH, sum)));
    Agreement.check(build.build(), 37);
  }

  /// dw[in, out] with few columns and many rows, which lie in the lanes then.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 13})
  void rowsInLanes(int out) {
    for (int in : new int[] {16, 47, 70, 239}) {
      build.kernel(build.weightGradient(in, out, Order.SEQUENTIAL));
    }
    Agreement.check(build.build(), 36);
  }
}
