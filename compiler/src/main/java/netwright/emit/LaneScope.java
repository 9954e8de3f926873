package netwright.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Order;

/// Which values differ from lane to lane when neighbouring iterations of one loop run side by side, and what can run
/// that way.
///
/// Where a position grows by one with the loop's index, neighbours lie side by side in memory; where it does not
/// move, the lanes share one element. Anything else, and anything of the other precision, stays scalar, unless all
/// lanes share it. In double precision so do elementary functions.
final class LaneScope {
  private final Index index;
  private final ElementType elements;
  private final Set<Local> varying = new HashSet<>();

  /// @param index of the loop whose iterations run side by side
  /// @param elements the type of what vectors hold: F32 or F64
  LaneScope(Index index, ElementType elements) {
    this.index = index;
    this.elements = elements;
  }

  Index index() {
    return index;
  }

  /// Notes that `local` differs from lane to lane.
  void vary(Local local) {
    varying.add(local);
  }

  /// Whether `expression` has one value for all lanes.
  boolean isShared(LoopExpr expression) {
    return switch (expression) {
      case Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> true;
      case Load load -> load.position().stride(index) == 0;
      case LoopExpr.Pick pick -> pick.position().stride(index) == 0 && isShared(pick.index());
      case Read read -> !varying.contains(read.local());
      case Position position -> position.position().stride(index) == 0;
      case Uniform uniform -> uniform.element().stride(index) == 0;
      case Apply apply -> apply.arguments().stream().allMatch(this::isShared);
    };
  }

  /// Whether `expression` can be computed for all lanes at once.
  boolean allows(LoopExpr expression) {
    if (isShared(expression)) {
      return true;
    }
    return switch (expression) {
      case Load load -> load.type() == elements && load.position().stride(index) == 1;
      case LoopExpr.Pick pick ->
          pick.type() == elements && pick.position().stride(index) == 1 && isShared(pick.index());
      case Position position ->
          position.type() == elements || (position.type() == ElementType.I32 && isSingle());
      case Apply apply -> allows(apply);
      case Read _ -> true;
      case Uniform _, Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> false;
    };
  }

  private boolean allows(Apply apply) {
    boolean known =
        switch (apply.primitive()) {
          case ADD,
              SUBTRACT,
              MULTIPLY,
              DIVIDE,
              FMA,
              NEGATE,
              ABSOLUTE,
              SQUARE_ROOT,
              MINIMUM,
              MAXIMUM ->
              true;
          case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL, SELECT -> true;
          case BITS, FROM_BITS, INT_ADD, INT_SUBTRACT, INT_AND, INT_OR, INT_XOR -> isSingle();
          case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> isSingle();
          case EXP, LOG, LOG1P, EXPM1, TANH, ERF, SIGMOID, FLOOR, SIN, COS, POWER ->
              isSingle() && LaneFunctions.knows(apply.primitive());
          case WIDEN, NARROW -> false;
        };
    return known
        && fits(apply.type())
        && apply.arguments().stream()
            .allMatch(argument -> fits(argument.type()) && allows(argument));
  }

  /// Whether vectors hold values of `type`: elements, truth values and, beside floats, the integers that elementary
  /// functions are expanded to.
  private boolean fits(ElementType type) {
    return type == elements || type == ElementType.MASK || (type == ElementType.I32 && isSingle());
  }

  private boolean isSingle() {
    return elements == ElementType.F32;
  }

  /// Whether `statements` can run for all lanes at once. Notes which of their locals vary.
  boolean allows(List<? extends LoopStmt> statements) {
    return statements.stream().allMatch(this::allows);
  }

  private boolean allows(LoopStmt statement) {
    return switch (statement) {
      case Let let -> defines(let.local(), let.value());
      case Store store ->
          store.buffer().space().element() == elements
              && store.position().stride(index) == 1
              && allows(store.value());
      case LoopStmt.ScatterAdd add ->
          add.buffer().space().element() == elements
              && add.position().stride(index) == 1
              && isShared(add.index())
              && allows(add.value());
      case For loop -> allows(loop.body());
      case Reduction reduction -> allows(reduction);
      case Contraction contraction -> allows(contraction);
      case LoopStmt.Sweep _ -> false;
    };
  }

  private boolean defines(Local local, LoopExpr value) {
    if (!isShared(value)) {
      vary(local);
    }
    return allows(value);
  }

  private boolean allows(Reduction reduction) {
    if (!allows(reduction.lets()) || !allows(reduction.element())) {
      return false;
    }
    if (isShared(reduction)) {
      return true;
    }
    vary(reduction.result());
    return reduction.element().type() == elements
        && switch (reduction.combine()) {
          case SUM -> reduction.lanes().length() >= VectorAccumulators.MEMORY;
          case MAX -> true;
          case ARGMAX -> elements == ElementType.F32 && reduction.result().type() == elements;
        };
  }

  /// Whether all lanes share the result and what is computed for it, once the lets of `reduction` have been looked at.
  boolean isShared(Reduction reduction) {
    return isShared(reduction.element())
        && reduction.lets().stream().allMatch(let -> isShared(let.value()));
  }

  private boolean allows(Contraction contraction) {
    vary(contraction.accumulator());
    boolean sequential = contraction.order() == Order.SEQUENTIAL;
    return contraction.accumulator().type() == elements
        && (sequential || contraction.lanes().length() >= VectorAccumulators.MEMORY)
        && allows(contraction.left())
        && allows(contraction.right())
        && contraction.initial().stream().allMatch(this::allows)
        && allows(contraction.epilogue());
  }
}
