package netwright.check;

import netwright.diag.Span;

/// What a loss expects of the values of a target.
///
/// @param loss its name
/// @param target the target that it is given as it is
/// @param span the call of the loss
public record TargetDomain(String loss, String target, Range range, Span span) {

  /// The values that a loss is made for.
  public enum Range {
    /// Probabilities.
    UNIT("from 0 to 1", "scale the columns, or take `mse`"),
    /// The two sides of a decision.
    SIGNS("-1 or 1", "write the two sides as -1 and 1, or take `binary_cross_entropy` of 0 and 1"),
    /// Counts.
    NOT_NEGATIVE("0 or more", "counts are never negative; take `mse` for other numbers");

    private final String words;
    private final String help;

    Range(String words, String help) {
      this.words = words;
      this.help = help;
    }

    public boolean holds(double value) {
      return switch (this) {
        case UNIT -> value >= 0 && value <= 1;
        case SIGNS -> value == -1 || value == 1;
        case NOT_NEGATIVE -> value >= 0;
      };
    }

    /// `from 0 to 1`
    public String words() {
      return words;
    }

    /// What to do about other values.
    public String help() {
      return help;
    }
  }
}
