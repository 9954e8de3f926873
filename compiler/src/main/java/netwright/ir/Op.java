package netwright.ir;

import java.util.List;
import java.util.Map;

/// What a node computes, as far as the graph itself needs to know; `netwright.op` has the operations.
///
/// Operations are values: two that are equal compute the same from the same inputs.
public interface Op {

  /// The name in graph text.
  String name();

  /// What else graph text says of the operation, in order; empty for most.
  Map<String, String> attributes();

  /// The type of the result.
  ///
  /// @throws IllegalArgumentException if the inputs do not fit: a bug in the compiler, since the checker has seen to it
  TensorType infer(List<TensorType> inputs);
}
