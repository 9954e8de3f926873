package netwright.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;

/// What the predictors in f64 that the compiler writes have in common.
public abstract class CompiledWidePredictor extends PredictorBase<double[]> {

  /// A predictor that runs `program` with the weights in a file.
  ///
  /// @throws MalformedFileException if the file does not hold the weights of this network
  /// @throws IOException if reading fails
  protected CompiledWidePredictor(Program program, PredictorLayout layout, Path weights)
      throws IOException {
    super(program, layout, weights);
  }

  @Override
  public final Map<String, float[]> predict(int rows, Map<String, float[]> inputs) {
    Map<String, double[]> widened = new LinkedHashMap<>();
    inputs.forEach((name, values) -> widened.put(name, Conversion.widened(values)));
    Map<String, float[]> outputs = new LinkedHashMap<>();
    predictDoubles(rows, widened)
        .forEach((name, values) -> outputs.put(name, Conversion.rounded(values)));
    return outputs;
  }

  @Override
  public final Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs) {
    return byName(rows, inputs);
  }

  /// The outputs for one sample.
  protected final double[][] one(double[]... inputs) {
    return run(1, inputs);
  }

  /// The outputs for as many samples as the inputs have.
  protected final double[][] all(double[]... inputs) {
    return run(rows(inputs[0]), inputs);
  }

  /// The outputs by their names.
  protected final Map<String, double[]> named(double[][] results) {
    return byName(results);
  }

  @Override
  final double[][] arrays(int count) {
    return new double[count][];
  }

  @Override
  final double[] array(int length) {
    return new double[length];
  }

  @Override
  final int length(double[] array) {
    return array.length;
  }

  @Override
  final void give(double[] from, int at, Memory memory, Port port, int count) {
    System.arraycopy(from, at, memory.wide, port.offset(), count);
  }

  @Override
  final void take(Memory memory, Port port, int start, double[] to, int at) {
    System.arraycopy(memory.wide, start, to, at, port.size());
  }
}
