package netwright.weights;

import java.util.List;

/// What PyTorch has for a parameter or a state of a layer.
public sealed interface Counterpart {

  /// A tensor of one of PyTorch's modules, or a part of one.
  ///
  /// @param module the class of the module, such as `Linear`
  /// @param name the tensor's name in the module
  /// @param axes of ours, in the order in which PyTorch has them; empty if that is the same
  /// @param part which part along PyTorch's first axis it is
  /// @param parts how many parts there are
  record Tensor(String module, String name, List<Integer> axes, int part, int parts)
      implements Counterpart {
    public Tensor {
      axes = List.copyOf(axes);
    }
  }

  /// Nothing: a module of the user's own can have a tensor of the same name and shape.
  record None() implements Counterpart {}
}
