package netwright.runtime;

import java.util.List;
import java.util.Map;

/// A trained network. Any number of threads may use it at a time.
///
/// A compiled network has also methods of its own, such as `float[] predict(float... x)`.
public interface Predictor {

  /// The name of the network.
  String name();

  /// The inputs, in the order of the source: their names, and how many numbers of one sample each takes.
  List<Port> inputs();

  /// The outputs, in the order of the source.
  List<Port> outputs();

  /// The outputs by name for `rows` samples. All arrays hold one sample after the other, each row-major.
  ///
  /// @throws IllegalArgumentException if an input is missing or has another length
  Map<String, float[]> predict(int rows, Map<String, float[]> inputs);
}
