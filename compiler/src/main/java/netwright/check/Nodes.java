package netwright.check;

import java.util.ArrayList;
import java.util.List;
import netwright.diag.Span;

/// All expressions of a model in the order they were made, up to a limit that no sensible network reaches.
final class Nodes {
  /// How many expressions a model may have.
  static final int LIMIT = 1 << 20;

  private final List<TypedExpr> all = new ArrayList<>();
  private int streams;

  TypedExpr add(TypedOp op, List<TypedExpr> inputs, ValueType type, Span span) {
    TypedExpr expr = new TypedExpr(all.size(), op, inputs, type, span);
    all.add(expr);
    return expr;
  }

  /// A number for the next place that draws at random.
  int nextStream() {
    return streams++;
  }

  boolean isFull() {
    return all.size() >= LIMIT;
  }

  List<TypedExpr> all() {
    return all;
  }
}
