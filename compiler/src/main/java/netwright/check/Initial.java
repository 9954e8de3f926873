package netwright.check;

/// What a variable holds before the first step.
public sealed interface Initial {

  /// Zeros.
  Initial ZERO = new Fill(0);

  /// The same number everywhere.
  record Fill(double value) implements Initial {
    @Override
    public String toString() {
      return "fill(" + value + ")";
    }
  }

  /// Draws from the uniform distribution on [low, high).
  record Uniform(double low, double high) implements Initial {
    @Override
    public String toString() {
      return "uniform(" + low + ", " + high + ")";
    }
  }

  /// Draws from the normal distribution.
  record Normal(double mean, double deviation) implements Initial {
    @Override
    public String toString() {
      return "normal(" + mean + ", " + deviation + ")";
    }
  }

  /// A tensor computed in f64 from numbers and draws, and repeated to the shape of the variable.
  record Computed(TypedExpr value) implements Initial {
    @Override
    public String toString() {
      return "computed";
    }
  }
}
