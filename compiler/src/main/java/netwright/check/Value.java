package netwright.check;

import java.util.List;
import netwright.diag.Span;
import netwright.syntax.Expression;

/// What an expression stands for while a network is elaborated.
sealed interface Value {

  /// The outcome of something that has been reported already; whoever meets it stays quiet.
  Value POISON = new Poison();

  /// What a user would call it: `a number`, `a tensor [4]`.
  String describe();

  /// A compile-time number.
  record Number(double value) implements Value {
    @Override
    public String describe() {
      return "the number " + Numbers.text(value);
    }
  }

  /// `true` or `false`; 1 or 0 in arithmetic.
  record Bool(boolean value) implements Value {
    @Override
    public String describe() {
      return Boolean.toString(value);
    }
  }

  /// A text.
  record Text(String value) implements Value {
    @Override
    public String describe() {
      return "the text \"" + value + '"';
    }
  }

  /// A list of compile-time values.
  record Sequence(List<Value> elements) implements Value {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String describe() {
      return "a list of " + elements.size();
    }
  }

  /// A tensor of the network.
  record Tensor(TypedExpr expr) implements Value {
    @Override
    public String describe() {
      return expr.type().isClass() ? expr.type().toString() : "a tensor " + expr.type();
    }
  }

  /// Several parameters: `weights`.
  record Tensors(List<TypedExpr> exprs) implements Value {
    public Tensors {
      exprs = List.copyOf(exprs);
    }

    @Override
    public String describe() {
      return exprs.size() + " parameters";
    }
  }

  /// A chain of layers without input, and the frame its names mean something in.
  record Chain(List<Expression.Stage> stages, Frame frame, Span span) implements Value {
    public Chain {
      stages = List.copyOf(stages);
    }

    @Override
    public String describe() {
      return "a layer";
    }
  }

  /// A chain whose calls share their parameters.
  record SharedChain(String name, Chain chain, Owner owner) implements Value {
    @Override
    public String describe() {
      return "a shared layer";
    }
  }

  /// An initializer; evaluated once the parameter is known.
  record Deferred(Expression expression, Frame frame) implements Value {
    @Override
    public String describe() {
      return "an initializer";
    }
  }

  /// `uniform(low, high)`, `normal(mean, deviation)`, `constant(value)`, `bernoulli(p)`.
  record Distribution(Family family, double first, double second) implements Value {
    /// Its first number, as a value.
    Value number() {
      return new Number(first);
    }

    @Override
    public String describe() {
      return "a distribution";
    }
  }

  /// The families of [Distribution].
  enum Family {
    UNIFORM,
    NORMAL,
    CONSTANT,
    BERNOULLI
  }

  /// Axes by a name.
  enum AxisName implements Value {
    /// The batch and nothing else.
    BATCH,
    /// The batch and all axes but the last.
    ROWS,
    /// The batch and all axes.
    ALL;

    @Override
    public String describe() {
      return "the axes `" + name().toLowerCase(java.util.Locale.ROOT) + "`";
    }
  }

  /// See [#POISON].
  record Poison() implements Value {
    @Override
    public String describe() {
      return "a faulty value";
    }
  }

  /// Whether this is [#POISON].
  default boolean isPoison() {
    return this instanceof Poison;
  }
}
