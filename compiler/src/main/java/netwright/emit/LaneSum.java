package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;

import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.Primitive;

/// The accumulators of a sum over the rows while they are variables: one vector of floats, or two of doubles.
sealed interface LaneSum {

  /// The accumulators of `sum` over the rows that `row` counts.
  ///
  /// @throws IllegalStateException if it has no form for lanes: doubles are the elements of neighbours
  static LaneSum of(MethodEmitter method, int lanes, RowSum sum, Index row) {
    VectorCode vectors = VectorCode.of(method, lanes);
    if (sum.left().type() == ElementType.F32) {
      return new Floats(method, vectors, sum, method.code().newSlots(1));
    }
    boolean widened =
        sum.right().isEmpty()
            && sum.left() instanceof Apply apply
            && apply.primitive() == Primitive.WIDEN
            && apply.arguments().getFirst() instanceof Load element
            && element.position().stride(row) == 1;
    if (!widened) {
      throw new IllegalStateException(sum.left() + " has no form for lanes");
    }
    Load load = (Load) ((Apply) sum.left()).arguments().getFirst();
    return new Doubles(method, vectors, sum, load, method.code().newSlots(2));
  }

  /// Whether they are doubles.
  boolean isWide();

  /// Pushes them, if they are one vector.
  void push();

  /// Sets them to +0.
  void zero();

  /// Loads them from memory, from the accumulator in variable `first` on.
  void load(int first);

  /// Stores them to memory, from the accumulator in variable `first` on.
  void store(int first);

  /// Joins them with the rows from variable `row` on; those not in `mask` leave theirs unchanged.
  void join(LaneExpressions expressions, int mask, int row);

  /// Sums of floats.
  record Floats(MethodEmitter method, VectorCode vectors, RowSum sum, int slot) implements LaneSum {
    @Override
    public boolean isWide() {
      return false;
    }

    @Override
    public void push() {
      vectors.push(slot);
    }

    @Override
    public void zero() {
      vectors.zero();
      vectors.pop(slot);
    }

    @Override
    public void load(int first) {
      vectors.species();
      memory(first);
      vectors.load();
      vectors.pop(slot);
    }

    @Override
    public void store(int first) {
      vectors.push(slot);
      memory(first);
      vectors.store();
    }

    private void memory(int first) {
      method.code().array(sum.lanes().space());
      method.code().constant(sum.lanes().offset());
      method.code().variable(ILOAD, first);
      method.code().op(IADD);
    }

    @Override
    public void join(LaneExpressions expressions, int mask, int row) {
      if (mask != LaneExpressions.ALL_LANES) {
        vectors.push(slot);
      }
      boolean leftVaries = !expressions.isShared(sum.left());
      LoopExpr receiver = leftVaries || sum.right().isEmpty() ? sum.left() : sum.right().get();
      expressions.push(receiver);
      sum.right().ifPresent(right -> expressions.push(leftVaries ? right : sum.left()));
      vectors.push(slot);
      if (sum.right().isPresent()) {
        vectors.fma();
      } else {
        vectors.lanewise("add", 2);
      }
      if (mask != LaneExpressions.ALL_LANES) {
        vectors.push(mask);
        vectors.blend(ElementType.F32);
      }
      vectors.pop(slot);
    }
  }

  /// Sums in double precision of floats in memory: half of the lanes, then the other half.
  record Doubles(MethodEmitter method, VectorCode vectors, RowSum sum, Load element, int slot)
      implements LaneSum {
    private static final int HALVES = 2;

    @Override
    public boolean isWide() {
      return true;
    }

    @Override
    public void push() {
      throw new IllegalStateException("two vectors");
    }

    @Override
    public void zero() {
      for (int half = 0; half < HALVES; half++) {
        vectors.zeroDoubles();
        vectors.pop(slot + half);
      }
    }

    @Override
    public void load(int first) {
      for (int half = 0; half < HALVES; half++) {
        vectors.doubleSpecies();
        memory(first, half);
        vectors.loadDoubles();
        vectors.pop(slot + half);
      }
    }

    @Override
    public void store(int first) {
      for (int half = 0; half < HALVES; half++) {
        vectors.push(slot + half);
        memory(first, half);
        vectors.storeDoubles();
      }
    }

    private void memory(int first, int half) {
      method.code().array(sum.lanes().space());
      method.code().constant(sum.lanes().offset() + half * vectors.lanes() / HALVES);
      method.code().variable(ILOAD, first);
      method.code().op(IADD);
    }

    @Override
    public void join(LaneExpressions expressions, int mask, int row) {
      for (int half = 0; half < HALVES; half++) {
        int offset = half * vectors.lanes() / HALVES;
        if (mask != LaneExpressions.ALL_LANES) {
          vectors.push(slot + half);
        }
        vectors.halfFloatSpecies();
        method.element(
            element.buffer().space(), element.buffer().offset() + offset, element.position());
        vectors.load();
        vectors.widen();
        vectors.push(slot + half);
        vectors.addDoubles();
        if (mask != LaneExpressions.ALL_LANES) {
          vectors.doubleSpecies();
          method.code().variable(ILOAD, row);
          method.code().constant(offset);
          method.code().op(IADD);
          method.code().variable(ILOAD, Code.ROWS);
          vectors.maskBelow();
          vectors.blendDoubles();
        }
        vectors.pop(slot + half);
      }
    }
  }
}
