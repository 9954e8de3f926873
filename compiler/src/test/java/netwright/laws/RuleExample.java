package netwright.laws;

import java.util.function.Function;
import netwright.ir.Node;

/// An expression that a rule rewrites.
///
/// @param rule the name of the rule
/// @param left the expression, whose root the rule rewrites
/// @param bound how far both sides may be apart, in roundings to nearest of a value as large as this; `null` for not a
///     bit
record RuleExample(
    String rule, Function<RuleOperands, Node> left, Function<RuleOperands, Node> bound) {

  /// Both sides have the same bits.
  static RuleExample exact(String rule, Function<RuleOperands, Node> left) {
    return new RuleExample(rule, left, null);
  }

  /// Both sides are the same number; the sign of a zero may differ.
  static RuleExample equal(String rule, Function<RuleOperands, Node> left) {
    return new RuleExample(rule, left, operands -> operands.number(0));
  }

  /// Both sides differ by a few roundings.
  static RuleExample close(
      String rule, Function<RuleOperands, Node> left, Function<RuleOperands, Node> bound) {
    return new RuleExample(rule, left, bound);
  }

  boolean isExact() {
    return bound == null;
  }
}
