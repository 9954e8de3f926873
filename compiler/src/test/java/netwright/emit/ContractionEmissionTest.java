package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.let;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;
import static netwright.loop.ElementType.F64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contractions of all layouts and sizes around the number of lanes, compiled and interpreted.
class ContractionEmissionTest {
  private final ProgramBuilder build = new ProgramBuilder();

  /// x[row, in] · w[in, out] + b[out], for rows of the batch.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 15, 16, 17, 31, 35, 64, 70})
  void dense(int out) {
    for (int in : new int[] {1, 2, 7, 20}) {
      Loop rows = build.rows(1);
      Loop o = build.loop(out);
      Loop k = build.loop(in);
      Buffer x = build.scratch(21 * in);
      Buffer w = build.buffer(Space.PERSISTENT, in * out);
      Buffer b = build.buffer(Space.PERSISTENT, out);
      Buffer y = build.scratch(21 * out);
      Local sum = build.local(F32);
      LoopExpr relu = apply(Primitive.MAXIMUM, read(sum), constant(0));
      contract(
          List.of(rows, o),
          List.of(k),
          load(x, at(rows, in, k, 1)),
          load(w, at(k, out, o, 1)),
          Optional.of(load(b, at(o, 1))),
          Order.SEQUENTIAL,
          sum,
          store(y, at(rows, out, o, 1), relu));
    }
    Agreement.check(build.build(), 21);
  }

  /// dx[row, in] = dy[row, out] · w[in, out]: both factors run along the sum.
  @Test
  void transposedRight() {
    for (int in : new int[] {3, 17, 33}) {
      Loop rows = build.rows(1);
      Loop i = build.loop(in);
      Loop k = build.loop(9);
      Local sum = build.local(F32);
      contract(
          List.of(rows, i),
          List.of(k),
          load(build.scratch(21 * 9), at(rows, 9, k, 1)),
          load(build.buffer(Space.PERSISTENT, in * 9), at(i, 9, k, 1)),
          Optional.empty(),
          Order.SEQUENTIAL,
          sum,
          store(build.scratch(21 * in), at(rows, in, i, 1), read(sum)));
    }
    Agreement.check(build.build(), 22);
  }

  /// As above, with memory to turn the weights over, and as much as is needed for one, two or all stripes of columns.
  @ParameterizedTest
  @ValueSource(ints = {0, 9 * 16, 9 * 32, 9 * 64})
  void transposedRightWithCopies(int memory) {
    for (int in : new int[] {3, 17, 33, 64, 71}) {
      Loop rows = build.rows(1);
      Loop i = build.loop(in);
      Loop k = build.loop(9);
      Local sum = build.local(F32);
      build.kernel(
          new Contraction(
              List.of(rows, i),
              List.of(k),
              load(build.scratch(21 * 9), at(rows, 9, k, 1)),
              load(build.buffer(Space.PERSISTENT, in * 9), at(i, 9, k, 1)),
              Optional.empty(),
              Order.SEQUENTIAL,
              sum,
              List.of(store(build.scratch(21 * in), at(rows, in, i, 1), read(sum))),
              build.lanesAndCopies(memory)));
    }
    Agreement.check(build.build(), 31);
  }

  /// An epilogue that reads what it overwrites, as a sum in place does, must not run twice for any column; nor a sum that
  /// starts from its own result.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 9, 10, 13, 17, 29, 33, 100})
  void inPlace(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(19);
    Buffer y = build.scratch(21 * out);
    Affine place = at(rows, out, o, 1);
    Local sum = build.local(F32);
    contract(
        List.of(rows, o),
        List.of(k),
        load(build.scratch(21 * 19), at(rows, 19, k, 1)),
        load(build.buffer(Space.PERSISTENT, 19 * out), at(k, out, o, 1)),
        Optional.empty(),
        Order.SEQUENTIAL,
        sum,
        store(y, place, apply(Primitive.ADD, read(sum), load(y, place))));
    Local again = build.local(F32);
    contract(
        List.of(rows, o),
        List.of(k),
        load(build.scratch(21 * 19), at(rows, 19, k, 1)),
        load(build.buffer(Space.PERSISTENT, 19 * out), at(k, out, o, 1)),
        Optional.of(load(y, place)),
        Order.SEQUENTIAL,
        again,
        store(y, place, read(again)));
    Agreement.check(build.build(), 34);
  }

  /// Columns that do not fill their vectors, stored plainly, through a long epilogue, and from turned weights.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 9, 10, 13, 15, 17, 18, 29, 33, 49, 100})
  void raggedColumns(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(19);
    Buffer x = build.scratch(21 * 19);
    Affine place = at(rows, out, o, 1);
    Local plain = build.local(F32);
    contract(
        List.of(rows, o),
        List.of(k),
        load(x, at(rows, 19, k, 1)),
        load(build.buffer(Space.PERSISTENT, 19 * out), at(k, out, o, 1)),
        Optional.of(load(build.buffer(Space.PERSISTENT, out), at(o, 1))),
        Order.SEQUENTIAL,
        plain,
        store(build.scratch(21 * out), place, read(plain)));
    Local turned = build.local(F32);
    LoopExpr value = read(turned);
    for (int stage = 0; stage < 4; stage++) {
      value = apply(Primitive.TANH, apply(Primitive.SIGMOID, value));
    }
    build.kernel(
        new Contraction(
            List.of(rows, o),
            List.of(k),
            load(x, at(rows, 19, k, 1)),
            load(build.buffer(Space.PERSISTENT, out * 19), at(o, 19, k, 1)),
            Optional.empty(),
            Order.SEQUENTIAL,
            turned,
            List.of(store(build.scratch(21 * out), place, value)),
            build.lanesAndCopies(19 * 128)));
    Agreement.check(build.build(), 35);
  }

  /// Sums so long that they are taken in blocks, of columns that do not fill their vectors.
  @ParameterizedTest
  @ValueSource(ints = {13, 17, 29, 70})
  void raggedColumnsOfLongSums(int out) {
    int in = 1100;
    Loop i = build.loop(50);
    Loop o = build.loop(out);
    Loop k = build.loop(in);
    Buffer y = build.scratch(50 * out);
    Local sum = build.local(F32);
    build.kernel(
        new Contraction(
            List.of(i, o),
            List.of(k),
            load(build.scratch(50 * in), at(i, in, k, 1)),
            load(build.buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)),
            Optional.of(load(build.buffer(Space.PERSISTENT, out), at(o, 1))),
            Order.SEQUENTIAL,
            sum,
            List.of(store(y, at(i, out, o, 1), apply(Primitive.TANH, read(sum)))),
            build.lanesAndCopies(in * 64 + 50 * 64)));
    Agreement.check(build.build(), 37);
  }

  /// dw[in, out] with few columns and many rows, which lie in the lanes then.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10, 13})
  void rowsInLanes(int out) {
    for (int in : new int[] {16, 47, 70, 239}) {
      Loop i = build.loop(in);
      Loop o = build.loop(out);
      Loop rows = build.rows(1);
      Local sum = build.local(F32);
      contract(
          List.of(i, o),
          List.of(rows),
          load(build.scratch(21 * in), at(rows, in, i, 1)),
          load(build.scratch(21 * out), at(rows, out, o, 1)),
          Optional.empty(),
          Order.SEQUENTIAL,
          sum,
          store(build.scratch(in * out), at(i, out, o, 1), read(sum)));
    }
    Agreement.check(build.build(), 36);
  }

  /// y[row] = Σ x[row, in] · w[in]: the columns of tiles are rows of the batch, which have to be turned over.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 16, 17, 35})
  void rowsAsColumns(int in) {
    Loop rows = build.rows(1);
    Loop k = build.loop(in);
    Local sum = build.local(F32);
    build.kernel(
        new Contraction(
            List.of(rows),
            List.of(k),
            load(build.scratch(21 * in), at(rows, in, k, 1)),
            load(build.buffer(Space.PERSISTENT, in), at(k, 1)),
            Optional.empty(),
            Order.SEQUENTIAL,
            sum,
            List.of(store(build.scratch(21), at(rows, 1), read(sum))),
            build.lanesAndCopies(in * 64)));
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
    Local sum = build.local(F32);
    build.kernel(
        new Contraction(
            List.of(rows, o),
            List.of(j, k),
            load(build.scratch(50 * 18), at(rows, 18, j, 6).plus(k.index(), 1)),
            load(build.scratch(18 * out), at(j, 6 * out, k, out).plus(o.index(), 1)),
            Optional.empty(),
            Order.SEQUENTIAL,
            sum,
            List.of(store(build.scratch(50 * out), at(rows, out, o, 1), read(sum))),
            build.lanesAndCopies(18 * 64)));
    Agreement.check(build.build(), 32);
  }

  /// dw[in, out] = x[row, in] · dy[row, out], summed over rows in either order.
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 17, 40})
  void weightGradient(int out) {
    for (Order order : Order.values()) {
      for (int in : new int[] {1, 3, 5, 9}) {
        Loop i = build.loop(in);
        Loop o = build.loop(out);
        Loop rows = build.rows(1);
        Local sum = build.local(F32);
        contract(
            List.of(i, o),
            List.of(rows),
            load(build.scratch(21 * in), at(rows, in, i, 1)),
            load(build.scratch(21 * out), at(rows, out, o, 1)),
            Optional.empty(),
            order,
            sum,
            store(build.scratch(in * out), at(i, out, o, 1), read(sum)));
      }
    }
    Agreement.check(build.build(), 23);
  }

  /// The batch is the last axis: y[out, row] = w[in, out] · x[in, row].
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void featureMajor(int out) {
    for (int in : new int[] {1, 4, 13}) {
      Loop o = build.loop(out);
      Loop rows = build.rows(1);
      Loop k = build.loop(in);
      Local sum = build.local(F32);
      Buffer bias = build.buffer(Space.PERSISTENT, out);
      contract(
          List.of(o, rows),
          List.of(k),
          load(build.buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)),
          load(build.scratch(21 * in), at(k, 21, rows, 1)),
          Optional.of(load(bias, at(o, 1))),
          Order.SEQUENTIAL,
          sum,
          store(build.scratch(21 * out), at(o, 21, rows, 1), apply(Primitive.TANH, read(sum))));
      Loop i = build.loop(in);
      Loop p = build.loop(out);
      Loop batch = build.rows(1);
      Local gradient = build.local(F32);
      contract(
          List.of(i, p),
          List.of(batch),
          load(build.scratch(21 * in), at(i, 21, batch, 1)),
          load(build.scratch(21 * out), at(p, 21, batch, 1)),
          Optional.empty(),
          Order.SIXTEEN_LANES,
          gradient,
          store(build.scratch(in * out), at(i, out, p, 1), read(gradient)));
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
      Local sum = build.local(F32);
      Affine at = at(rows, 2 * padded, channel, padded).plus(place.index(), 1).plus(tap.index(), 1);
      contract(
          List.of(rows, filter, place),
          List.of(channel, tap),
          load(build.scratch(21 * 2 * padded), at),
          load(build.buffer(Space.PERSISTENT, 30), at(filter, 6, channel, 3).plus(tap.index(), 1)),
          Optional.empty(),
          order,
          sum,
          store(
              build.scratch(21 * 5 * width),
              at(rows, 5 * width, filter, width).plus(place.index(), 1),
              read(sum)));
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
    Local sum = build.local(F32);
    contract(
        List.of(rows, i, j),
        List.of(k),
        load(build.scratch(21 * 30), at(rows, 30, i, 6).plus(k.index(), 1)),
        load(build.scratch(21 * 108), at(rows, 108, k, 18).plus(j.index(), 1)),
        Optional.empty(),
        Order.SEQUENTIAL,
        sum,
        store(build.scratch(21 * 90), at(rows, 90, i, 18).plus(j.index(), 1), read(sum)));
    Agreement.check(build.build(), 26);
  }

  @Test
  void dotProductsWithoutOutputLoops() {
    for (ElementType type : new ElementType[] {F32, F64}) {
      for (Order order : Order.values()) {
        Loop k = build.rows(2);
        Space space = type == F64 ? Space.WIDE : Space.SCRATCH;
        Local sum = build.local(type);
        contract(
            List.of(),
            List.of(k),
            load(build.buffer(space, 42), at(k, 1)),
            load(build.buffer(space, 42), at(k, 1)),
            Optional.empty(),
            order,
            sum,
            store(build.buffer(space, 1), at(0), read(sum)));
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
    Local sum = build.local(F32);
    List<LoopStmt> epilogue = new ArrayList<>();
    LoopExpr value = read(sum);
    for (int stage = 0; stage < 6; stage++) {
      Local next = build.local(F32);
      Buffer to = build.scratch(21 * out);
      epilogue.add(
          let(
              next,
              apply(Primitive.TANH, apply(Primitive.ADD, value, load(to, at(rows, out, o, 1))))));
      epilogue.add(store(to, at(rows, out, o, 1), read(next)));
      value = read(next);
    }
    contract(
        List.of(rows, o),
        List.of(k),
        load(build.scratch(21 * 6), at(rows, 6, k, 1)),
        load(build.buffer(Space.PERSISTENT, 6 * out), at(k, out, o, 1)),
        Optional.empty(),
        Order.SEQUENTIAL,
        sum,
        epilogue.toArray(LoopStmt[]::new));
    Agreement.check(build.build(), 28);
  }

  /// Inside a parallel loop over the batch, with its own epilogue loop: a tiny network in one pass.
  @Test
  void insideAParallelLoop() {
    Loop rows = build.rows(1);
    Loop o = build.loop(3);
    Loop k = build.loop(4);
    Local sum = build.local(F32);
    Contraction contraction =
        new Contraction(
            List.of(o),
            List.of(k),
            load(build.buffer(Space.PERSISTENT, 12), at(k, 3, o, 1)),
            load(build.scratch(84), at(k, 21, rows, 1)),
            Optional.of(load(build.buffer(Space.PERSISTENT, 3), at(o, 1))),
            Order.SEQUENTIAL,
            sum,
            List.of(store(build.scratch(63), at(o, 21, rows, 1), read(sum))),
            build.lanes(F32));
    build.kernel(parallel(rows, contraction));
    Agreement.check(build.build(), 29);
  }

  private void contract(
      List<Loop> output,
      List<Loop> contracted,
      LoopExpr.Load left,
      LoopExpr.Load right,
      Optional<LoopExpr.Load> initial,
      Order order,
      Local sum,
      LoopStmt... epilogue) {
    build.kernel(
        new Contraction(
            output,
            contracted,
            left,
            right,
            initial,
            order,
            sum,
            List.of(epilogue),
            build.lanes(sum.type())));
  }
}
