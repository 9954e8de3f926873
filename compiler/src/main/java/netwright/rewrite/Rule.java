package netwright.rewrite;

import java.util.Optional;
import java.util.function.Predicate;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.op.Elementwise;
import netwright.op.TensorBuilder;

/// One equation, read from left to right.
///
/// @param name what it does, in kebab case
/// @param equation the equation, as text
/// @param exact whether both sides have the same bits, for all values (a NaN's payload aside)
/// @param root which operations the left side can end with: some elementwise ones, or all of a class
/// @param step gives the right side for a node that is the left side
public record Rule(String name, String equation, boolean exact, Predicate<Op> root, Step step) {

  /// The work of a rule.
  @FunctionalInterface
  public interface Step {
    /// What replaces `node`, whose operation the left side ends with; empty if the rule does not apply.
    Optional<Node> apply(Node node, TensorBuilder build);
  }

  /// What replaces `node`, of the same type; empty if the rule does not apply.
  public Optional<Node> apply(Node node, TensorBuilder build) {
    return root.test(node.op()) ? step.apply(node, build) : Optional.empty();
  }

  /// A rule that keeps every bit, for one operation.
  static Rule exact(String name, String equation, Elementwise root, Step step) {
    return new Rule(name, equation, true, op -> op == root, step);
  }

  /// A rule that keeps every bit, for all operations of a class.
  static Rule exact(String name, String equation, Class<? extends Op> root, Step step) {
    return new Rule(name, equation, true, root::isInstance, step);
  }

  /// A rule that holds for real numbers, and whose right side rounds differently, or is cheaper or safer; for one operation.
  static Rule relaxed(String name, String equation, Elementwise root, Step step) {
    return new Rule(name, equation, false, op -> op == root, step);
  }

  /// The same for all operations of a class.
  static Rule relaxed(String name, String equation, Class<? extends Op> root, Step step) {
    return new Rule(name, equation, false, root::isInstance, step);
  }
}
