package netwright.rewrite;

import java.util.Optional;
import netwright.ir.Node;
import netwright.op.TensorBuilder;

/// One equation, read from left to right.
///
/// @param name what it does, in kebab case
/// @param equation the equation, as text
/// @param exact whether both sides have the same bits, for all values (a NaN's payload aside)
/// @param step gives the right side for a node that is the left side
public record Rule(String name, String equation, boolean exact, Step step) {

  /// The work of a rule.
  @FunctionalInterface
  public interface Step {
    /// What replaces `node`, of the same type; empty if the rule does not apply.
    Optional<Node> apply(Node node, TensorBuilder build);
  }

  /// A rule that keeps every bit.
  static Rule exact(String name, String equation, Step step) {
    return new Rule(name, equation, true, step);
  }

  /// A rule that holds for real numbers, and whose right side rounds differently, or is cheaper or safer.
  static Rule relaxed(String name, String equation, Step step) {
    return new Rule(name, equation, false, step);
  }
}
