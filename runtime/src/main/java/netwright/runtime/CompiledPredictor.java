package netwright.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;

/// What the predictors in f32 that the compiler writes have in common.
public abstract class CompiledPredictor extends PredictorBase<float[]> {

  /// A predictor that runs `program` with the weights in a file.
  ///
  /// @throws MalformedFileException if the file does not hold the weights of this network
  /// @throws IOException if reading fails
  protected CompiledPredictor(Program program, PredictorLayout layout, Path weights)
      throws IOException {
    super(program, layout, weights);
  }

  @Override
  public final Map<String, float[]> predict(int rows, Map<String, float[]> inputs) {
    return byName(rows, inputs);
  }

  @Override
  public final Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs) {
    Map<String, float[]> rounded = new LinkedHashMap<>();
    inputs.forEach((name, values) -> rounded.put(name, Conversion.rounded(values)));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    predict(rows, rounded).forEach((name, values) -> outputs.put(name, Conversion.widened(values)));
    return outputs;
  }

  /// The outputs for one sample.
  protected final float[][] one(float[]... inputs) {
    return run(1, inputs);
  }

  /// The outputs for as many samples as the inputs have.
  protected final float[][] all(float[]... inputs) {
    return run(rows(inputs[0]), inputs);
  }

  /// The outputs by their names.
  protected final Map<String, float[]> named(float[][] results) {
    return byName(results);
  }

  @Override
  final float[][] arrays(int count) {
    return new float[count][];
  }

  @Override
  final float[] array(int length) {
    return new float[length];
  }

  @Override
  final int length(float[] array) {
    return array.length;
  }

  @Override
  final void give(float[] from, int at, Memory memory, Port port, int count) {
    System.arraycopy(from, at, memory.scratch, port.offset(), count);
  }

  @Override
  final void take(Memory memory, Port port, int start, float[] to, int at) {
    if (port.wide()) {
      for (int i = 0; i < port.size(); i++) {
        to[at + i] = (float) memory.wide[start + i];
      }
    } else {
      System.arraycopy(memory.scratch, start, to, at, port.size());
    }
  }
}
