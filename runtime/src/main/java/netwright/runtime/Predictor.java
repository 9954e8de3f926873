package netwright.runtime;

import java.util.List;
import java.util.Map;

/// A trained network. Any number of threads may use it at a time.
///
/// A compiled network has also methods of its own, such as `float[] predict(float... x)`, or `double[] predict(double... x)` if
/// it is in f64.
public interface Predictor {

  /// The name of the network.
  String name();

  /// What the numbers of the network are.
  Precision precision();

  /// The inputs, in the order of the source: their names, and how many numbers of one sample each takes.
  List<Port> inputs();

  /// The outputs, in the order of the source.
  List<Port> outputs();

  /// The outputs by name for `rows` samples. All arrays hold one sample after the other, each row-major. A network in f64
  /// computes in f64, and its outputs are rounded.
  ///
  /// @throws IllegalArgumentException if an input is missing or has another length
  Map<String, float[]> predict(int rows, Map<String, float[]> inputs);

  /// The same with numbers in f64, of which nothing is lost if the network is in f64. One in f32 rounds its inputs first.
  ///
  /// @throws IllegalArgumentException if an input is missing or has another length
  Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs);
}
