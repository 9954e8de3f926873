package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Order;

/// Contractions, one product at a time. Sequential sums are taken eight neighbours side by side, so that one's fma need
/// not wait for the other's.
final class ScalarContractions {
  private static final int WIDTH = 8;
  private static final int LARGEST_UNROLLED = 32;
  private static final int LARGEST_EPILOGUES = 400;

  private final MethodEmitter method;
  private final Code code;
  private final Statements statements;

  ScalarContractions(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.statements = new Statements(method);
  }

  void emit(Contraction contraction) {
    List<Loop> output = contraction.output();
    if (contraction.order() == Order.SIXTEEN_LANES) {
      method.loops(output, () -> lanes(contraction));
    } else if (output.isEmpty()) {
      method.decide("a single sum");
      tile(contraction, 1);
    } else {
      List<Loop> others = new ArrayList<>(output.subList(0, output.size() - 1));
      List<Loop> rows =
          others.reversed().stream()
              .filter(loop -> sharesColumns(contraction, loop))
              .limit(1)
              .toList();
      others.removeAll(rows);
      method.loops(others, () -> columns(contraction, rows));
    }
  }

  /// Whether a factor that differs from column to column is the same for all iterations of `row`. These then run inside
  /// a stripe of columns, whose part of the factor stays in the cache.
  private static boolean sharesColumns(Contraction contraction, Loop row) {
    Index column = contraction.output().getLast().index();
    return Stream.of(contraction.left(), contraction.right())
        .map(Load::position)
        .anyMatch(position -> position.stride(column) != 0 && position.stride(row.index()) == 0);
  }

  private void lanes(Contraction contraction) {
    ElementType type = contraction.accumulator().type();
    method.scoped(() -> {
      new SixteenLanes(method, new ScalarAccumulators(method, type, contraction.lanes()))
          .sum(
              contraction.contracted(),
              lane -> {
                new ScalarExpressions(method).push(contraction.left());
                new ScalarExpressions(method).push(contraction.right());
                lane.run();
                Calls.fma(code, type);
              });
      method.define(contraction.accumulator());
      statements.block(contraction.epilogue());
    });
  }

  /// The last output loop, in tiles, each for all `rows`.
  private void columns(Contraction contraction, List<Loop> rows) {
    Loop last = contraction.output().getLast();
    method.decide("up to %d neighbouring sums side by side in locals", WIDTH);
    method.scoped(() -> {
      if (last.extent() instanceof Extent.Fixed(int count)) {
        fixedColumns(last.index(), count, width -> tiles(contraction, rows, width));
      } else {
        rowColumns(last, width -> tiles(contraction, rows, width));
      }
    });
  }

  private void tiles(Contraction contraction, List<Loop> rows, int width) {
    method.loops(rows, () -> tile(contraction, width));
  }

  private void fixedColumns(Index index, int count, IntConsumer tiles) {
    int whole = count > WIDTH ? count / WIDTH * WIDTH : 0;
    if (whole > 0) {
      int column = code.newSlot(0);
      int end = code.newSlot(whole);
      method.loop(index, column, end, WIDTH, () -> tiles.accept(WIDTH));
    }
    if (count > whole) {
      method.frame().bind(index, Frame.Place.constant(whole));
      tiles.accept(count - whole);
    }
  }

  private void rowColumns(Loop last, IntConsumer tiles) {
    int column = code.newSlot(0);
    method.count(last.extent());
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(-WIDTH);
    code.op(IAND);
    int bound = method.keep(ElementType.I32);
    method.loop(last.index(), column, bound, WIDTH, () -> tiles.accept(WIDTH));
    method.loop(last.index(), column, end, 1, () -> tiles.accept(1));
  }

  /// `width` sums side by side, from where the last output index is bound to.
  private void tile(Contraction contraction, int width) {
    method.scoped(() -> {
      int[] accumulators = new int[width];
      for (int column = 0; column < width; column++) {
        at(contraction, column, () -> initial(contraction));
        accumulators[column] = method.keep(contraction.accumulator().type());
      }
      contracted(contraction, width, () -> products(contraction, accumulators));
      epilogues(contraction, accumulators);
    });
  }

  /// Runs `content` with the last output index moved by `column`.
  private void at(Contraction contraction, int column, Runnable content) {
    if (contraction.output().isEmpty()) {
      content.run();
      return;
    }
    Index index = contraction.output().getLast().index();
    Frame outer = method.frame();
    Frame.Place place = outer.place(index);
    outer.bind(index, place.plus(column));
    content.run();
    outer.bind(index, place);
  }

  private void initial(Contraction contraction) {
    if (contraction.initial().isPresent()) {
      new ScalarExpressions(method).push(contraction.initial().get());
    } else if (contraction.accumulator().type() == ElementType.F32) {
      code.constant(0f);
    } else {
      code.constant(0.0);
    }
  }

  private void contracted(Contraction contraction, int width, Runnable body) {
    long iterations = width;
    for (Loop loop : contraction.contracted()) {
      iterations *= loop.extent() instanceof Extent.Fixed(int count) ? count : LARGEST_UNROLLED + 1;
    }
    if (iterations > LARGEST_UNROLLED) {
      method.loops(contraction.contracted(), body);
    } else {
      method.unrolled(contraction.contracted(), body);
    }
  }

  private void products(Contraction contraction, int[] accumulators) {
    ElementType type = contraction.accumulator().type();
    Operand left = new Operand(contraction, contraction.left());
    Operand right = new Operand(contraction, contraction.right());
    for (int column = 0; column < accumulators.length; column++) {
      left.push(column);
      right.push(column);
      code.load(type, accumulators[column]);
      Calls.fma(code, type);
      code.store(type, accumulators[column]);
    }
  }

  /// A factor: a variable if all columns share it, else a load that starts from a position common to all columns.
  private final class Operand {
    private final Load load;
    private final int stride;
    private final int variable;

    Operand(Contraction contraction, Load load) {
      this.load = load;
      this.stride =
          contraction.output().isEmpty()
              ? 0
              : load.position().stride(contraction.output().getLast().index());
      if (stride == 0) {
        new ScalarExpressions(method).push(load);
        this.variable = method.keep(load.type());
      } else {
        method.movingPart(load.position());
        this.variable = method.keep(ElementType.I32);
      }
    }

    void push(int column) {
      if (stride == 0) {
        code.load(load.type(), variable);
        return;
      }
      code.array(load.buffer().space());
      code.variable(ILOAD, variable);
      int constant =
          load.buffer().offset() + method.constantPart(load.position()) + column * stride;
      if (constant != 0) {
        code.constant(constant);
        code.op(IADD);
      }
      code.loadElement(load.type());
    }
  }

  private void epilogues(Contraction contraction, int[] accumulators) {
    int bytes = method.measure(() -> epilogue(contraction, accumulators[0]));
    if (accumulators.length == 1 || accumulators.length * bytes <= LARGEST_EPILOGUES) {
      for (int column = 0; column < accumulators.length; column++) {
        int variable = accumulators[column];
        at(contraction, column, () -> epilogue(contraction, variable));
      }
    } else {
      epilogueLoop(contraction, accumulators);
    }
  }

  private void epilogue(Contraction contraction, int variable) {
    method.scoped(() -> {
      method.frame().bind(contraction.accumulator(), variable);
      statements.block(contraction.epilogue());
    });
  }

  /// Stores the accumulators and runs one copy of the epilogue in a loop over them.
  private void epilogueLoop(Contraction contraction, int[] accumulators) {
    ElementType type = contraction.accumulator().type();
    var lanes = contraction.lanes();
    for (int column = 0; column < accumulators.length; column++) {
      code.array(lanes.space());
      code.constant(lanes.offset() + column);
      code.load(type, accumulators[column]);
      code.storeElement(type);
    }
    Index index = contraction.output().getLast().index();
    method.index(index);
    int column = method.keep(ElementType.I32);
    int lane = code.newSlot(lanes.offset());
    method.index(index);
    code.constant(accumulators.length);
    code.op(IADD);
    int end = method.keep(ElementType.I32);
    method.loop(
        index,
        column,
        end,
        1,
        () -> {
          code.array(lanes.space());
          code.variable(ILOAD, lane);
          code.loadElement(type);
          method.define(contraction.accumulator());
          statements.block(contraction.epilogue());
          code.increment(lane, 1);
        });
  }
}
