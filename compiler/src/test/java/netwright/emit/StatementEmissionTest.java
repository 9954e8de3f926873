package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.let;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.loop;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;
import static netwright.loop.ElementType.F64;
import static netwright.loop.ElementType.I32;
import static netwright.loop.Primitive.ADD;
import static netwright.loop.Primitive.EXP;
import static netwright.loop.Primitive.MULTIPLY;
import static netwright.loop.Primitive.SUBTRACT;
import static netwright.loop.Primitive.WIDEN;

import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Loops and reductions, compiled and interpreted.
class StatementEmissionTest {
  private final ProgramBuilder build = new ProgramBuilder();

  @Test
  void loopsOfNoneOneAndManyIterations() {
    for (int count : new int[] {0, 1, 2, 16, 17, 35}) {
      Loop rows = build.rows(1);
      Loop i = build.loop(count);
      Buffer from = build.scratch(count + 1);
      Buffer to = build.scratch(21 * count + 1);
      LoopExpr value = apply(MULTIPLY, load(from, at(i, 1)), load(from, at(0)));
      build.kernel(parallel(rows, parallel(i, store(to, at(rows, count, i, 1), value))));
    }
    Agreement.check(build.build(), 11);
  }

  @Test
  void sequentialLoopReadsWhatItWrote() {
    Loop i = build.loop(40);
    Buffer sums = build.scratch(41);
    LoopExpr next = apply(ADD, load(sums, at(i, 1)), load(sums, at(i, 1).plus(1)));
    build.kernel(loop(i, store(sums, at(i, 1).plus(1), next)));
    Agreement.check(build.build(), 12);
  }

  @Test
  void parallelLoopWithAnInnerSequentialOne() {
    Loop i = build.rows(1);
    Loop k = build.loop(5);
    Buffer from = build.scratch(5 * 21);
    Buffer to = build.scratch(21);
    LoopExpr sum = apply(ADD, load(to, at(i, 1)), load(from, at(k, 21, i, 1)));
    build.kernel(
        parallel(i, store(to, at(i, 1), constant(-0.0)), loop(k, store(to, at(i, 1), sum))));
    Agreement.check(build.build(), 13);
  }

  /// Numbers from memory choose rows; those that are no numbers of a row, too.
  @Test
  void placesThatDependOnValues() {
    for (int width : new int[] {1, 3, 16, 35}) {
      Loop rows = build.rows(1);
      Loop i = build.loop(width);
      Buffer numbers = build.scratch(21);
      Buffer table = build.scratch(4 * width);
      Buffer to = build.scratch(21 * width);
      LoopExpr row = new LoopExpr.Pick(table, at(i, 1), load(numbers, at(rows, 1)), width, 4);
      build.kernel(parallel(rows, parallel(i, store(to, at(rows, width, i, 1), row))));
      Loop again = build.rows(1);
      Loop j = build.loop(width);
      Buffer sums = build.scratch(3 * width);
      LoopStmt add =
          new LoopStmt.ScatterAdd(
              sums,
              at(j, 1),
              load(numbers, at(again, 1)),
              width,
              3,
              apply(MULTIPLY, load(to, at(again, width, j, 1)), constant(3)));
      build.kernel(loop(again, parallel(j, add)));
    }
    Agreement.check(build.build(), 31);
  }

  @Test
  void eachLaneWithAPlaceOfItsOwnStaysScalar() {
    Loop i = build.loop(35);
    Buffer numbers = build.scratch(35);
    Buffer table = build.scratch(5);
    Buffer to = build.scratch(35);
    LoopExpr picked = new LoopExpr.Pick(table, at(0), load(numbers, at(i, 1)), 1, 5);
    build.kernel(parallel(i, store(to, at(i, 1), picked)));
    Agreement.check(build.build(), 32);
  }

  @Test
  void stridesThatVectorsCannotTake() {
    Loop i = build.rows(1);
    Buffer from = build.scratch(3 * 21);
    Buffer to = build.scratch(2 * 21);
    LoopExpr value = apply(ADD, load(from, at(i, 3)), load(from, at(i, -1).plus(60)));
    build.kernel(parallel(i, store(to, at(i, 2), value)));
    Agreement.check(build.build(), 14);
  }

  @ParameterizedTest
  @EnumSource(Combine.class)
  void reductionOfOneAxis(Combine combine) {
    for (ElementType type : new ElementType[] {F32, F64}) {
      for (int count : new int[] {0, 1, 3, 15, 16, 17, 33, 100}) {
        Loop i = build.loop(count);
        Buffer from = build.buffer(type == F64 ? Space.WIDE : Space.SCRATCH, count + 1);
        result(reduce(combine, List.of(i), List.of(), load(from, at(i, 1))));
      }
    }
    Agreement.check(build.build(), 15);
  }

  @ParameterizedTest
  @EnumSource(Combine.class)
  void reductionOfRowsAndColumnsInEachColumn(Combine combine) {
    for (int columns : new int[] {1, 7, 19}) {
      for (int last : new int[] {2, 5}) {
        Loop rows = build.rows(1);
        Loop j = build.loop(columns);
        Loop l = build.loop(last);
        Buffer from = build.scratch(21 * columns * last);
        LoopExpr element = load(from, at(rows, columns * last, j, 1).plus(l.index(), columns));
        Reduction reduction = reduce(combine, List.of(rows, l), List.of(), element);
        Buffer to = build.buffer(space(reduction.result().type()), columns);
        build.kernel(parallel(j, reduction, store(to, at(j, 1), shown(reduction.result()))));
      }
    }
    Agreement.check(build.build(), 16);
  }

  /// All neighbours have the same result, though not all that comes before it.
  @ParameterizedTest
  @EnumSource(Combine.class)
  void reductionThatDoesNotNeedWhatDiffersBetweenNeighbours(Combine combine) {
    for (int columns : new int[] {4, 8, 19}) {
      Loop j = build.loop(columns);
      Loop k = build.loop(5);
      Buffer x = build.scratch(columns);
      Buffer y = build.scratch(5);
      Buffer to = build.buffer(Space.PERSISTENT, columns);
      LoopExpr unneeded = apply(SUBTRACT, load(y, at(k, 1)), load(x, at(j, 1)));
      Reduction reduction =
          new Reduction(
              build.local(F32),
              combine,
              List.of(k),
              List.of(let(build.local(F32), unneeded)),
              load(y, at(k, 1)),
              build.lanes(F32));
      LoopExpr value = apply(ADD, read(reduction.result()), load(x, at(j, 1)));
      build.kernel(parallel(j, reduction, store(to, at(j, 1), value)));
    }
    Agreement.check(build.build(), 19);
  }

  @Test
  void placesOfTheLargestAsNumbers() {
    for (int columns : new int[] {3, 8, 16, 19, 40}) {
      Loop rows = build.rows(1);
      Loop j = build.loop(columns);
      Loop l = build.loop(3);
      Loop m = build.loop(2);
      Buffer from = build.scratch(21 * 6 * columns);
      Buffer to = build.scratch(21 * columns);
      LoopExpr element =
          load(
              from,
              at(rows, 6 * columns, j, 1).plus(l.index(), 2 * columns).plus(m.index(), columns));
      Reduction largest =
          new Reduction(
              build.local(F32),
              Combine.ARGMAX,
              List.of(l, m),
              List.of(),
              element,
              build.lanes(F32));
      LoopStmt store = store(to, at(rows, columns, j, 1), read(largest.result()));
      build.kernel(parallel(rows, parallel(j, largest, store)));
    }
    for (long seed = 40; seed < 48; seed++) {
      Agreement.check(build.build(), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 16, 40})
  void softmax(int classes) {
    Loop rows = build.rows(1);
    Loop i = build.loop(classes);
    Loop j = build.loop(classes);
    Loop k = build.loop(classes);
    Buffer x = build.scratch(21 * classes);
    Buffer y = build.scratch(21 * classes);
    Reduction largest =
        reduce(Combine.MAX, List.of(i), List.of(), load(x, at(rows, classes, i, 1)));
    Local shifted = build.local(F32);
    LoopExpr difference = apply(SUBTRACT, load(x, at(rows, classes, j, 1)), read(largest.result()));
    Reduction sum =
        reduce(
            Combine.SUM, List.of(j), List.of(let(shifted, difference)), apply(EXP, read(shifted)));
    LoopExpr numerator =
        apply(EXP, apply(SUBTRACT, load(x, at(rows, classes, k, 1)), read(largest.result())));
    LoopStmt quotient =
        parallel(
            k,
            store(
                y,
                at(rows, classes, k, 1),
                apply(Primitive.DIVIDE, numerator, read(sum.result()))));
    build.kernel(parallel(rows, largest, sum, quotient));
    Agreement.check(build.build(), 17);
  }

  @Test
  void lossInDoublePrecision() {
    Loop rows = build.rows(3);
    Local difference = build.local(F32);
    Buffer x = build.scratch(63);
    Buffer y = build.scratch(63);
    LoopStmt.Let let = let(difference, apply(SUBTRACT, load(x, at(rows, 1)), load(y, at(rows, 1))));
    LoopExpr square = apply(WIDEN, apply(MULTIPLY, read(difference), read(difference)));
    Reduction sum = reduce(Combine.SUM, List.of(rows), List.of(let), square);
    Buffer loss = build.buffer(Space.WIDE, 1);
    LoopExpr mean = apply(Primitive.DIVIDE, read(sum.result()), new LoopExpr.RowCount());
    build.kernel(sum, store(loss, at(0), mean));
    Agreement.check(build.build(), 18);
  }

  private void result(Reduction reduction) {
    Buffer to = build.buffer(space(reduction.result().type()), 1);
    build.kernel(reduction, store(to, at(0), shown(reduction.result())));
  }

  private Reduction reduce(
      Combine combine, List<Loop> loops, List<LoopStmt.Let> lets, LoopExpr element) {
    ElementType type = combine == Combine.ARGMAX ? I32 : element.type();
    return new Reduction(
        build.local(type), combine, loops, lets, element, build.lanes(element.type()));
  }

  private static LoopExpr shown(Local result) {
    return result.type() == I32 ? apply(Primitive.FROM_BITS, read(result)) : read(result);
  }

  private static Space space(ElementType type) {
    return type == F64 ? Space.WIDE : Space.PERSISTENT;
  }
}
