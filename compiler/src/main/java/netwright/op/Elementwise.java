package netwright.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.loop.Primitive;

/// An operation on each element by itself. All inputs have one type; [TensorBuilder] broadcasts before.
///
/// The instances are the constants of [ElementwiseOps].
public final class Elementwise implements Operation {

  /// The meaning of an operation for one element: `a`, `b`, `c` of type `dtype`; arguments beyond the arity are 0. The
  /// result is rounded to the type of the output afterwards, so this must be exact enough for one rounding in all.
  @FunctionalInterface
  public interface Meaning {
    double of(DType dtype, double a, double b, double c);
  }

  /// The contribution to the derivative by one input, as an expression: `gradient` is the derivative by `y`, the
  /// operation's value of the inputs `x`.
  @FunctionalInterface
  public interface Derivative {
    Node of(TensorBuilder build, Node gradient, List<Node> x, Node y);
  }

  private final String name;
  private final int arity;
  private final Meaning meaning;
  private final Optional<Primitive> primitive;
  private final List<Optional<Derivative>> derivatives;
  private final List<Double> samples;

  private Elementwise(Builder builder) {
    name = builder.name;
    arity = builder.arity;
    meaning = builder.meaning;
    primitive = builder.primitive;
    derivatives = List.copyOf(builder.derivatives);
    samples = List.copyOf(builder.samples);
  }

  static Builder named(String name, int arity) {
    return new Builder(name, arity);
  }

  @Override
  public String name() {
    return name;
  }

  /// The number of inputs.
  public int arity() {
    return arity;
  }

  /// The meaning for one element; the reference that all code must agree with.
  public Meaning meaning() {
    return meaning;
  }

  /// The loop language's form; empty where the value is that of the first input.
  public Optional<Primitive> primitive() {
    return primitive;
  }

  /// Arguments worth trying in tests: corners, kinks, ordinary values.
  public List<Double> samples() {
    return samples;
  }

  /// Whether a gradient flows to `input`.
  public boolean isDifferentiable(int input) {
    return derivatives.get(input).isPresent();
  }

  private static boolean isOneType(List<TensorType> inputs) {
    return Collections.frequency(inputs, inputs.getFirst()) == inputs.size();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    require(inputs.size() == arity && isOneType(inputs), inputs);
    TensorType type = inputs.getFirst();
    if (this != ElementwiseOps.WIDEN && this != ElementwiseOps.NARROW) {
      return type;
    }
    require(type.dtype() == (this == ElementwiseOps.WIDEN ? DType.F32 : DType.F64), inputs);
    return type.with(this == ElementwiseOps.WIDEN ? DType.F64 : DType.F32);
  }

  @Override
  public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    return derivatives.get(input).map(rule -> rule.of(build, gradient, node.inputs(), node));
  }

  @Override
  public String toString() {
    return name;
  }

  /// Collects the parts of one operation.
  static final class Builder {
    private final String name;
    private final int arity;
    private Meaning meaning;
    private Optional<Primitive> primitive = Optional.empty();
    private final List<Optional<Derivative>> derivatives = new ArrayList<>();
    private final List<Double> samples = new ArrayList<>();

    private Builder(String name, int arity) {
      this.name = name;
      this.arity = arity;
    }

    Builder value(Meaning value) {
      meaning = value;
      return this;
    }

    Builder code(Primitive code) {
      primitive = Optional.of(code);
      return this;
    }

    /// The rule for the next input.
    Builder derivative(Derivative rule) {
      derivatives.add(Optional.of(rule));
      return this;
    }

    /// Nothing flows to the next input.
    Builder constant() {
      derivatives.add(Optional.empty());
      return this;
    }

    Elementwise samples(double... values) {
      for (double value : values) {
        samples.add(value);
      }
      while (derivatives.size() < arity) {
        constant();
      }
      return new Elementwise(this);
    }
  }
}
