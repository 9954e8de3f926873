package netwright.runtime;

import java.util.List;

/// A tensor that lives from run to run, and its place in [Memory#persistent].
///
/// @param name such as `h1.linear.weight`
/// @param role what it is for
/// @param shape the sizes of its axes; row-major
/// @param offset the first element
public record Variable(String name, Role role, List<Integer> shape, int offset) {

  /// What a variable is for.
  public enum Role {
    /// Trained.
    PARAMETER,
    /// Updated in training by the network itself, such as the running mean of a batch norm.
    BUFFER,
    /// Computed once from the training data before the first step, such as the mean of a `standardize`.
    FITTED,
    /// An optimizer's memory; not part of what a predictor needs.
    OPTIMIZER_STATE
  }

  public Variable {
    shape = List.copyOf(shape);
  }

  /// The number of elements.
  public int size() {
    int product = 1;
    for (int size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}
