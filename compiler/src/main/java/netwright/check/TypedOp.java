package netwright.check;

import java.util.List;
import netwright.loop.Combine;
import netwright.op.Elementwise;
import netwright.op.Spacing;

/// What a [TypedExpr] computes from its inputs. Where the result's type says it all, an operation has no attributes.
public sealed interface TypedOp {

  /// A number known at compile time; it is rounded once, where it meets a tensor.
  record Constant(double value) implements TypedOp {}

  /// An input or target of the network.
  record Input(String name) implements TypedOp {}

  /// A parameter, buffer or optimizer state: its value before the step.
  record Variable(String name) implements TypedOp {}

  /// The derivative of the loss by a parameter; only in an optimizer.
  record Gradient(String parameter) implements TypedOp {}

  /// The time of training; only in an optimizer.
  record Clock(Hand hand) implements TypedOp {}

  /// What a [Clock] tells.
  enum Hand {
    /// The number of the step, from 1.
    STEP,
    /// The number of the epoch, from 1.
    EPOCH,
    /// How much of training is done, from 0 to 1.
    PROGRESS
  }

  /// A number that training keeps between epochs: the value of a schedule with a state, or, only in such a schedule, one
  /// of its states or the loss that is watched.
  record Kept(String name) implements TypedOp {}

  /// The number of samples in the batch.
  record BatchSize() implements TypedOp {}

  /// 1 in the training graph, 0 at inference.
  record Training() implements TypedOp {}

  /// An elementwise operation on operands that broadcast.
  record Apply(Elementwise operation) implements TypedOp {}

  /// A reduction of some axes, and of the batch if asked; the axes disappear.
  record Reduce(Combine combine, List<Integer> axes, boolean batch) implements TypedOp {
    public Reduce {
      axes = List.copyOf(axes);
    }
  }

  /// NumPy's matmul of each sample.
  record MatMul() implements TypedOp {}

  /// The same elements under another shape.
  record Reshape() implements TypedOp {}

  /// The axes in another order: axis `i` of the result is axis `order[i]` of the input.
  record Transpose(List<Integer> order) implements TypedOp {
    public Transpose {
      order = List.copyOf(order);
    }
  }

  /// The same elements, repeated to the type of the result.
  record Broadcast() implements TypedOp {}

  /// The elements at some places.
  record Select(Spacing places) implements TypedOp {}

  /// Zeros with the elements at some places.
  record Place(Spacing places) implements TypedOp {}

  /// Tensors one after the other along an axis.
  record Concat(int axis) implements TypedOp {}

  /// Elements of the first tensor that the second one counts: rows, or one along `axis` of each place.
  ///
  /// @param axis -1: for each number a row of the table
  record Gather(int axis) implements TypedOp {
    /// Instead of an axis: whole rows.
    static final int ROWS = -1;
  }

  /// The place of each sample in the order of the batch.
  record Ranks() implements TypedOp {}

  /// 0, 1, … along one axis.
  record Range() implements TypedOp {}

  /// Draws that a parameter starts with; only in an initializer.
  ///
  /// @param distribution uniform or normal
  /// @param number tells apart the draws of one initializer, from 0
  record Draw(Initial distribution, int number) implements TypedOp {}

  /// What is computed from a whole tensor at once; only in an initializer.
  record Arranged(Arrangement arrangement) implements TypedOp {}

  /// See [Arranged].
  enum Arrangement {
    /// The matrix whose columns (rows, if they are fewer) are orthonormal: the Q of the decomposition in which R has a
    /// positive diagonal.
    ORTHONORMAL,
    /// How many elements along the last axis are smaller, or equal and further left.
    RANKS
  }

  /// Fresh draws from [0, 1).
  ///
  /// @param stream tells apart the places of a network that draw
  record Uniform(int stream) implements TypedOp {}
}
