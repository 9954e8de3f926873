package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.let;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contractions of all layouts and sizes around the number of lanes, compiled and interpreted.
class ContractionEmissionTest {
  private final ProgramBuilder build = new ProgramBuilder();

  /// y[row, out] = max(b[out] + Σ x[row, in] · w[in, out], 0), for rows of the batch.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 15, 16, 17, 31, 35, 64, 70})
  void dense(int out) {
    for (int in : new int[] {1, 2, 7, 20}) {
      build.kernel(build.layer(in, out));
    }
    Agreement.check(build.build(), 21);
  }

  /// With fewer rows than a tile has the last vector of a row goes on behind its end, where the bias is the end of the array.
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 31, 32})
  void nothingIsReadBehindTheBias(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(20);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(21 * 20), at(rows, 20, k, 1)),
                load(build.buffer(Space.PERSISTENT, 20 * out), at(k, out, o, 1)))
            .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
            .withCopies(64)
            .into(build.scratch(21 * out), at(rows, out, o, 1)));
    Agreement.check(build.build(), 23);
  }

  /// dx[row, in] = Σ dy[row, out] · w[in, out]: both factors run along the sum.
  @Test
  void transposedRight() {
    for (int in : new int[] {3, 17, 33, 64, 71}) {
      transposedRight(in, 0);
    }
    Agreement.check(build.build(), 22);
  }

  /// As above, with memory to turn the weights over, as much as is needed for one, two or all stripes of columns.
  @ParameterizedTest
  @ValueSource(ints = {9 * 16, 9 * 32, 9 * 64})
  void transposedRightWithCopies(int memory) {
    for (int in : new int[] {3, 17, 33, 64, 71}) {
      transposedRight(in, memory);
    }
    Agreement.check(build.build(), 31);
  }

  private void transposedRight(int in, int memory) {
    Loop rows = build.rows(1);
    Loop i = build.loop(in);
    Loop k = build.loop(9);
    build.kernel(
        build
            .sums(rows, i)
            .over(k)
            .of(
                load(build.scratch(21 * 9), at(rows, 9, k, 1)),
                load(build.buffer(Space.PERSISTENT, in * 9), at(i, 9, k, 1)))
            .withCopies(memory)
            .into(build.scratch(21 * in), at(rows, in, i, 1)));
  }

  /// y[row] = Σ x[row, in] · w[in]: the columns of tiles are rows of the batch, which have to be turned over.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 16, 17, 35})
  void rowsAsColumns(int in) {
    Loop rows = build.rows(1);
    Loop k = build.loop(in);
    build.kernel(
        build
            .sums(rows)
            .over(k)
            .of(
                load(build.scratch(21 * in), at(rows, in, k, 1)),
                load(build.buffer(Space.PERSISTENT, in), at(k, 1)))
            .withCopies(in * 64)
            .into(build.scratch(21), at(rows, 1)));
    Agreement.check(build.build(), 33);
  }

  /// Rows of weights far apart, which are copied stripe by stripe; sums over two axes.
  @ParameterizedTest
  @ValueSource(ints = {256, 301})
  void weightsFarApart(int out) {
    Loop rows = build.loop(50);
    Loop o = build.loop(out);
    Loop j = build.loop(3);
    Loop k = build.loop(6);
    build.kernel(
        build
            .sums(rows, o)
            .over(j, k)
            .of(
                load(build.scratch(50 * 18), at(rows, 18, j, 6).plus(k.index(), 1)),
                load(build.scratch(18 * out), at(j, 6 * out, k, out).plus(o.index(), 1)))
            .withCopies(18 * 64)
            .into(build.scratch(50 * out), at(rows, out, o, 1)));
    Agreement.check(build.build(), 32);
  }

  /// dw[in, out] = Σ x[row, in] · dy[row, out], summed over rows in either order.
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 17, 40})
  void weightGradient(int out) {
    for (Order order : Order.values()) {
      for (int in : new int[] {1, 3, 5, 9}) {
        build.kernel(build.weightGradient(in, out, order));
      }
    }
    Agreement.check(build.build(), 23);
  }

  /// The batch is the last axis: y[out, row] = tanh(b[out] + Σ w[in, out] · x[in, row]), and dw[in, out].
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void featureMajor(int out) {
    for (int in : new int[] {1, 4, 13}) {
      Loop o = build.loop(out);
      Loop rows = build.rows(1);
      Loop k = build.loop(in);
      build.kernel(
          build
              .sums(o, rows)
              .over(k)
              .of(
                  load(build.buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)),
                  load(build.scratch(21 * in), at(k, 21, rows, 1)))
              .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
              .into(
                  build.scratch(21 * out), at(o, 21, rows, 1), sum -> apply(Primitive.TANH, sum)));
      Loop i = build.loop(in);
      Loop p = build.loop(out);
      Loop batch = build.rows(1);
      build.kernel(
          build
              .sums(i, p)
              .over(batch)
              .of(
                  load(build.scratch(21 * in), at(i, 21, batch, 1)),
                  load(build.scratch(21 * out), at(p, 21, batch, 1)))
              .inOrder(Order.SIXTEEN_LANES)
              .into(build.scratch(in * out), at(i, out, p, 1)));
    }
    Agreement.check(build.build(), 24);
  }

  /// A convolution along one axis: several contracted loops, overlapping windows.
  @ParameterizedTest
  @ValueSource(ints = {3, 16, 21})
  void convolution(int width) {
    for (Order order : Order.values()) {
      Loop rows = build.rows(1);
      Loop filter = build.loop(5);
      Loop place = build.loop(width);
      Loop channel = build.loop(2);
      Loop tap = build.loop(3);
      int padded = width + 2;
      Affine x = at(rows, 2 * padded, channel, padded).plus(place.index(), 1).plus(tap.index(), 1);
      build.kernel(
          build
              .sums(rows, filter, place)
              .over(channel, tap)
              .of(
                  load(build.scratch(21 * 2 * padded), x),
                  load(
                      build.buffer(Space.PERSISTENT, 30),
                      at(filter, 6, channel, 3).plus(tap.index(), 1)))
              .inOrder(order)
              .into(
                  build.scratch(21 * 5 * width),
                  at(rows, 5 * width, filter, width).plus(place.index(), 1)));
    }
    Agreement.check(build.build(), 25);
  }

  /// A matrix product for each sample, as in attention.
  @Test
  void batchedMatrices() {
    Loop rows = build.rows(1);
    Loop i = build.loop(5);
    Loop j = build.loop(18);
    Loop k = build.loop(6);
    build.kernel(
        build
            .sums(rows, i, j)
            .over(k)
            .of(
                load(build.scratch(21 * 30), at(rows, 30, i, 6).plus(k.index(), 1)),
                load(build.scratch(21 * 108), at(rows, 108, k, 18).plus(j.index(), 1)))
            .into(build.scratch(21 * 90), at(rows, 90, i, 18).plus(j.index(), 1)));
    Agreement.check(build.build(), 26);
  }

  @Test
  void dotProductsWithoutOutputLoops() {
    for (Space space : new Space[] {Space.SCRATCH, Space.WIDE}) {
      for (Order order : Order.values()) {
        Loop k = build.rows(2);
        build.kernel(
            build
                .sums()
                .over(k)
                .of(
                    load(build.buffer(space, 42), at(k, 1)),
                    load(build.buffer(space, 42), at(k, 1)))
                .inOrder(order)
                .into(build.buffer(space, 1), at(0)));
      }
    }
    Agreement.check(build.build(), 27);
  }

  /// An epilogue so long that it is written once, in a loop over a tile.
  @ParameterizedTest
  @ValueSource(ints = {5, 17, 40})
  void longEpilogue(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(6);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(21 * 6), at(rows, 6, k, 1)),
                load(build.buffer(Space.PERSISTENT, 6 * out), at(k, out, o, 1)))
            .then(sum -> stages(sum, at(rows, out, o, 1), 21 * out)));
    Agreement.check(build.build(), 28);
  }

  /// Six times tanh of the value before and what is in memory, which it takes the place of.
  private List<LoopStmt> stages(LoopExpr sum, Affine place, int length) {
    List<LoopStmt> stages = new ArrayList<>();
    LoopExpr value = sum;
    for (int stage = 0; stage < 6; stage++) {
      Local next = build.local(F32);
      Buffer to = build.scratch(length);
      LoopExpr before = apply(Primitive.ADD, value, load(to, place));
      stages.add(let(next, apply(Primitive.TANH, before)));
      stages.add(store(to, place, read(next)));
      value = read(next);
    }
    return stages;
  }

  /// Inside a parallel loop over the batch, with its own epilogue loop: a tiny network in one pass.
  @Test
  void insideAParallelLoop() {
    Loop rows = build.rows(1);
    Loop o = build.loop(3);
    Loop k = build.loop(4);
    build.kernel(
        parallel(
            rows,
            build
                .sums(o)
                .over(k)
                .of(
                    load(build.buffer(Space.PERSISTENT, 12), at(k, 3, o, 1)),
                    load(build.scratch(84), at(k, 21, rows, 1)))
                .startingFrom(load(build.buffer(Space.PERSISTENT, 3), at(o, 1)))
                .into(build.scratch(63), at(o, 21, rows, 1))));
    Agreement.check(build.build(), 29);
  }
}
