package netwright.driver;

import java.util.Locale;

/// What `--dump` can show, in the order of compilation.
public enum Stage {
  /// The syntax tree.
  AST,
  /// The training step before differentiation, and the inference graph.
  GRAPH,
  /// The whole training step, simplified.
  GRAD,
  /// The kernels it is fused to.
  FUSED,
  /// Where everything is in memory, and in what form each kernel is computed, and why.
  PLAN,
  /// The loops.
  LOOPS,
  /// The bytecode.
  CLASS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
