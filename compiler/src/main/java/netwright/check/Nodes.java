package netwright.check;

import java.util.ArrayList;
import java.util.List;
import netwright.diag.Span;

/// All expressions of a model in the order they were made, and how much work it was to make them: a few lines of layers
/// that double one another can ask for more than a machine has.
final class Nodes {
  /// How many expressions and calls a network may have.
  static final int LIMIT = 1 << 18;

  private final List<TypedExpr> all = new ArrayList<>();
  private int streams;
  private int calls;
  private boolean limited = true;

  TypedExpr add(TypedOp op, List<TypedExpr> inputs, ValueType type, Span span) {
    TypedExpr expr = new TypedExpr(all.size(), op, inputs, type, span);
    all.add(expr);
    return expr;
  }

  /// A number for the next place that draws at random.
  int nextStream() {
    return streams++;
  }

  /// Counts a call that is expanded.
  void called() {
    calls++;
  }

  /// Whether the network has become too large.
  boolean isFull() {
    return limited && all.size() + calls >= LIMIT;
  }

  /// Ends the limit: what is made from now on grows only with the number of parameters.
  void unlimited() {
    limited = false;
  }

  List<TypedExpr> all() {
    return all;
  }
}
