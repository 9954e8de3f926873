package netwright.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Primitive;

/// What is done with sums where that is `relu` or its derivative, for calls of `netwright.shared.SharedGate`.
final class SharedGates {
  private final Local sum;
  private final Index column;
  private final Map<Local, LoopExpr> definitions = new HashMap<>();

  private SharedGates(Contraction contraction, Index column) {
    this.sum = contraction.accumulator();
    this.column = column;
  }

  /// Sums that pass where a test is positive.
  ///
  /// @param test empty if it is the sum
  /// @param store where what passes goes
  record Gate(Optional<Load> test, Store store) {}

  /// The gate that is all that is done with a sum, if it is.
  ///
  /// @param column along which all lie side by side
  static Optional<Gate> of(Contraction contraction, Index column) {
    return new SharedGates(contraction, column).gate(contraction.epilogue());
  }

  private Optional<Gate> gate(List<LoopStmt> statements) {
    for (LoopStmt statement : statements) {
      if (statement instanceof Let(Local local, LoopExpr value)) {
        definitions.put(local, value);
      } else if (statement != statements.getLast()) {
        return Optional.empty();
      }
    }
    return statements.getLast() instanceof Store store
            && store.buffer().space().element() == ElementType.F32
            && store.position().stride(column) == 1
        ? gate(store)
        : Optional.empty();
  }

  /// select(test ≤ 0, 0, sum).
  private Optional<Gate> gate(Store store) {
    return applied(store.value(), Primitive.SELECT)
        .filter(choice -> isZero(choice.get(1)) && isSum(choice.get(2)))
        .flatMap(choice -> applied(choice.get(0), Primitive.LESS_OR_EQUAL))
        .filter(comparison -> isZero(comparison.get(1)))
        .flatMap(comparison -> gate(resolved(comparison.get(0)), store));
  }

  private Optional<Gate> gate(LoopExpr test, Store store) {
    if (isSum(test)) {
      return Optional.of(new Gate(Optional.empty(), store));
    }
    return test instanceof Load load
            && load.type() == ElementType.F32
            && load.position().stride(column) == 1
        ? Optional.of(new Gate(Optional.of(load), store))
        : Optional.empty();
  }

  private Optional<List<LoopExpr>> applied(LoopExpr expression, Primitive primitive) {
    return resolved(expression) instanceof Apply apply && apply.primitive() == primitive
        ? Optional.of(apply.arguments())
        : Optional.empty();
  }

  private LoopExpr resolved(LoopExpr expression) {
    LoopExpr value = expression;
    while (value instanceof Read(Local local) && definitions.containsKey(local)) {
      value = definitions.get(local);
    }
    return value;
  }

  private boolean isSum(LoopExpr expression) {
    return resolved(expression).equals(new Read(sum));
  }

  private static boolean isZero(LoopExpr expression) {
    return expression instanceof Constant(ElementType _, double value)
        && Double.compare(value, 0) == 0;
  }
}
