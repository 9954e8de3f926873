package netwright.check;

import java.util.List;
import netwright.diag.Span;

/// One tensor of a model: an operation on other tensors. Expressions share their parts: what a source binds once and
/// uses twice is one object, equal only to itself.
public final class TypedExpr {
  private final int id;
  private final TypedOp op;
  private final List<TypedExpr> inputs;
  private final ValueType type;
  private final Span span;

  TypedExpr(int id, TypedOp op, List<TypedExpr> inputs, ValueType type, Span span) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.type = type;
    this.span = span;
  }

  /// The number of the expression in its model; inputs have smaller ones.
  public int id() {
    return id;
  }

  /// What is computed.
  public TypedOp op() {
    return op;
  }

  /// What it is computed from.
  public List<TypedExpr> inputs() {
    return inputs;
  }

  /// The type of the value.
  public ValueType type() {
    return type;
  }

  /// The place in the user's source that stands for it.
  public Span span() {
    return span;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
