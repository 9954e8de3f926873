package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.Store;
import org.objectweb.asm.Label;

/// Short sums of two or three columns, with the rows in the lanes: what lies a few elements apart is sorted into vectors
/// ([Deinterleaving]), and the results are put back between each other by permutations ([Interleaving]). The
/// last vector of rows starts early enough to be full.
///
/// @param row the loop whose iterations are in the lanes
/// @param sums the loop of the sums
/// @param along the factor with an element for each row
/// @param shared the factor that is the same for all rows
/// @param store what happens to a sum
record FewColumns(
    Contraction contraction, Loop row, Loop sums, Load along, Load shared, Store store) {
  private static final int MOST_COLUMNS = 3;
  private static final int LONGEST_SUM = 4;
  private static final int FARTHEST_APART = 4;
  private static final int LARGEST_EPILOGUE = 100;

  /// `contraction` in this form, if it has the form's shape.
  static Optional<FewColumns> of(MethodEmitter method, Contraction contraction, int lanes) {
    List<Loop> output = contraction.output();
    if (output.size() < 2
        || contraction.contracted().size() != 1
        || contraction.epilogue().size() != 1
        || !(contraction.epilogue().getFirst() instanceof Store store)
        || contraction.accumulator().type() != ElementType.F32) {
      return Optional.empty();
    }
    Loop row = output.get(output.size() - 2);
    Load left = contraction.left();
    boolean leftMoves = left.position().stride(row.index()) != 0;
    return Optional.of(
            new FewColumns(
                contraction,
                row,
                contraction.contracted().getFirst(),
                leftMoves ? left : contraction.right(),
                leftMoves ? contraction.right() : left,
                store))
        .filter(found -> found.isSmall(lanes) && found.isApart(method, lanes))
        .filter(found -> found.isStored(method, lanes) && Repeatable.is(contraction));
  }

  private boolean isSmall(int lanes) {
    boolean rows = !(row.extent() instanceof Extent.Fixed(int count)) || count >= lanes;
    return rows
        && columns().extent() instanceof Extent.Fixed(int columns)
        && columns > 1
        && columns <= MOST_COLUMNS
        && sums.extent() instanceof Extent.Fixed(int length)
        && length <= LONGEST_SUM;
  }

  /// Whether the rows of one factor are a few elements apart, and those of the other do not differ.
  private boolean isApart(MethodEmitter method, int lanes) {
    int apart = along.position().stride(row.index());
    Index first = row.index();
    return apart > 0
        && apart <= FARTHEST_APART
        && along.position().stride(columns().index()) == 0
        && along.type() == ElementType.F32
        && method.owner().hasSlack(along.buffer(), lanes)
        && shared.position().stride(first) == 0
        && contraction.initial().map(load -> load.position().stride(first)).orElse(0) == 0;
  }

  /// Whether the sums are stored side by side, by little code that works for many rows at once.
  private boolean isStored(MethodEmitter method, int lanes) {
    LaneScope scope = scope(method);
    if (store.position().stride(row.index()) != count(columns())
        || store.position().stride(columns().index()) != 1
        || store.value().type() != ElementType.F32
        || !scope.allows(store.value())) {
      return false;
    }
    int bytes =
        method.measure(() -> {
          contraction.output().forEach(loop -> method.frame().bind(loop.index(), zero()));
          method.frame().bind(contraction.accumulator(), method.code().newSlots(1));
          expressions(method, lanes, scope).push(store.value());
        });
    return bytes <= LARGEST_EPILOGUE;
  }

  private Loop columns() {
    return contraction.output().getLast();
  }

  private static int count(Loop loop) {
    return ((Extent.Fixed) loop.extent()).count();
  }

  private static Frame.Place zero() {
    return Frame.Place.constant(0);
  }

  private LaneScope scope(MethodEmitter method) {
    LaneScope scope = new LaneScope(row.index(), method.elements());
    scope.vary(contraction.accumulator());
    return scope;
  }

  private static LaneExpressions expressions(MethodEmitter method, int lanes, LaneScope scope) {
    VectorCode vectors = VectorCode.of(method, lanes);
    return new LaneExpressions(method, vectors, scope, LaneExpressions.ALL_LANES);
  }

  /// All outputs, in a method of their own for each iteration of the loops around rows and columns; rows one by one if they
  /// are fewer than the lanes.
  void write(MethodEmitter method, int lanes) {
    List<Loop> output = contraction.output();
    List<Loop> others = output.subList(0, output.size() - 2);
    FreeVariables free = FreeVariables.of(List.of(contraction));
    List<Index> indices = new ArrayList<>(free.indices());
    others.forEach(loop -> indices.add(loop.index()));
    Signature signature = new Signature(indices, free.locals());
    method.loops(
        others,
        () ->
            method.outline(
                "few",
                signature,
                few -> {
                  if (row.extent() instanceof Extent.Fixed) {
                    new Writer(few, lanes).write();
                  } else {
                    choose(few, lanes);
                  }
                }));
  }

  private void choose(MethodEmitter method, int lanes) {
    Label few = new Label();
    Label done = new Label();
    method.count(row.extent());
    method.code().constant(lanes);
    method.code().jump(IF_ICMPLT, few);
    method.scoped(new Writer(method, lanes)::write);
    method.code().jump(GOTO, done);
    method.code().place(few);
    new ScalarContractions(method).emit(inner());
    method.code().place(done);
  }

  /// The contraction without the loops around rows and columns.
  private Contraction inner() {
    return contraction.withOutput(List.of(row, columns()));
  }

  /// The code for one vector of rows after the other.
  private final class Writer {
    private final MethodEmitter method;
    private final Code code;
    private final int lanes;
    private final VectorCode vectors;
    private final LaneExpressions expressions;
    private final int[][] factors = new int[count(columns())][count(sums)];
    private final int[] initial = new int[count(columns())];

    Writer(MethodEmitter method, int lanes) {
      this.method = method;
      this.code = method.code();
      this.lanes = lanes;
      this.vectors = VectorCode.of(method, lanes);
      this.expressions = FewColumns.expressions(method, lanes, scope(method));
    }

    void write() {
      method.frame().bind(row.index(), zero());
      for (int column = 0; column < factors.length; column++) {
        prepare(column);
      }
      Deinterleaving apart = Deinterleaving.of(method, lanes, along.position().stride(row.index()));
      Interleaving together = new Interleaving(method, lanes, factors.length);
      method.count(row.extent());
      method.cut(row.extent(), 1);
      code.constant(lanes);
      Calls.math(code, "max", 2, ElementType.I32);
      int rows = method.keep(ElementType.I32);
      code.variable(ILOAD, rows);
      code.constant(lanes - 1);
      code.op(ISUB);
      int bound = method.keep(ElementType.I32);
      int from = code.newSlot(0);
      WholeVectors.loop(
          method, row.index(), from, bound, rows, lanes, () -> vector(apart, together));
    }

    /// Broadcasts what the sums of a column need for all rows.
    private void prepare(int column) {
      method.frame().bind(columns().index(), Frame.Place.constant(column));
      contraction.initial().ifPresentOrElse(expressions::push, vectors::zero);
      initial[column] = vectors.keep();
      for (int step = 0; step < factors[column].length; step++) {
        method.frame().bind(sums.index(), Frame.Place.constant(step));
        expressions.push(shared);
        factors[column][step] = vectors.keep();
      }
    }

    private void vector(Deinterleaving apart, Interleaving together) {
      int[] results = sums(apart);
      for (int column = 0; column < results.length; column++) {
        method.frame().bind(columns().index(), Frame.Place.constant(column));
        method.frame().bind(contraction.accumulator(), results[column]);
        expressions.push(store.value());
        results[column] = vectors.keep();
      }
      method.frame().bind(columns().index(), zero());
      for (int part = 0; part < results.length; part++) {
        together.push(part, results);
        method.element(
            store.buffer().space(), store.buffer().offset() + part * lanes, store.position());
        vectors.store();
      }
    }

    private int[] sums(Deinterleaving apart) {
      int[] accumulators = initial.clone();
      for (int step = 0; step < count(sums); step++) {
        method.frame().bind(sums.index(), Frame.Place.constant(step));
        apart.push(along, along.position().stride(row.index()));
        int element = vectors.keep();
        for (int column = 0; column < accumulators.length; column++) {
          vectors.push(element);
          vectors.push(factors[column][step]);
          vectors.push(accumulators[column]);
          vectors.fma();
          accumulators[column] = vectors.keep();
        }
      }
      return accumulators;
    }
  }
}
