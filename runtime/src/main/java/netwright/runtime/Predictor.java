package netwright.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.TensorFile;

/// A trained network. Any number of threads may use it at a time.
///
/// A compiled network has also methods of its own, such as `float price(float... x)`, or `double price(double... x)` if it is in
/// f64.
public interface Predictor {

  /// The name of the network.
  String name();

  /// What the numbers of the network are.
  Precision precision();

  /// All that is known of the network beside its weights.
  Schema description();

  /// The inputs, in the order of the source: their names, and how many numbers of one sample each takes.
  List<Port> inputs();

  /// The outputs, in the order of the source.
  List<Port> outputs();

  /// The names of the classes of an input, target or output, by their numbers: those of the source, or else those that the
  /// training data had, which the weights know. Empty if there are none.
  ///
  /// @throws IllegalArgumentException if there is nothing of that name
  List<String> labels(String name);

  /// What the file of the weights says of itself.
  Map<String, String> metadata();

  /// The outputs by name for `rows` samples. All arrays hold one sample after the other, each row-major; classes are their
  /// numbers. A network in f64 computes in f64, and its outputs are rounded.
  ///
  /// @throws IllegalArgumentException if an input is missing, has another length, or has a class that there is not
  Map<String, float[]> predict(int rows, Map<String, float[]> inputs);

  /// The same with numbers in f64, of which nothing is lost if the network is in f64. One in f32 rounds its inputs first.
  ///
  /// @throws IllegalArgumentException as for `predict`
  Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs);

  /// A copy of the present weights, as a weights file holds them.
  TensorFile weights();

  /// Takes the weights in a file in place of the present ones, while others may be predicting: each call works with the old
  /// ones or with the new ones, wholly. If this fails, the old ones stay.
  ///
  /// @throws MalformedFileException if they are not weights of this network
  /// @throws IOException if the file cannot be read
  void swapWeights(Path file) throws IOException;

  /// The same with weights in memory.
  ///
  /// @throws MalformedFileException if they are not weights of this network
  void swapWeights(TensorFile weights) throws MalformedFileException;

  /// Asks for the samples of the source's `verify` rows, and compares: one check for each expected output.
  List<Check> selfTest();
}
