package netwright.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.TensorFile;

/// What the predictors in f64 that the compiler writes have in common.
public abstract class CompiledWidePredictor extends PredictorBase<double[]> {

  /// A predictor that runs the program `program` of the classes that `lookup` finds.
  ///
  /// @param source what messages call the weights
  /// @throws MalformedFileException if they are not those of this network
  protected CompiledWidePredictor(
      MethodHandles.Lookup lookup, String program, Schema schema, String source, TensorFile weights)
      throws MalformedFileException {
    this(PredictionProgram.of(lookup, program, schema), schema, source, weights);
  }

  /// A predictor that runs `program` with `weights`.
  ///
  /// @param source what messages call the weights
  /// @throws MalformedFileException if they are not those of this network
  protected CompiledWidePredictor(Program program, Schema schema, String source, TensorFile weights)
      throws MalformedFileException {
    super(program, schema, source, weights);
  }

  @Override
  public final Map<String, float[]> predict(int rows, Map<String, float[]> inputs) {
    Map<String, double[]> widened = new LinkedHashMap<>();
    for (Map.Entry<String, float[]> input : inputs.entrySet()) {
      widened.put(input.getKey(), Conversion.widened(input.getValue()));
    }
    Map<String, float[]> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> output : predictDoubles(rows, widened).entrySet()) {
      outputs.put(output.getKey(), Conversion.rounded(output.getValue()));
    }
    return outputs;
  }

  @Override
  public final Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs) {
    return byName(rows, inputs);
  }

  @Override
  protected final void give(Call call, int input, double[] values, int from, int rows) {
    Port port = in(input);
    if (port.offset() != Port.NOWHERE) {
      int count = rows * port.size();
      System.arraycopy(values, from * port.size(), call.memory.wide, port.offset(), count);
      checkClasses(call, input, from, rows);
    }
  }

  /// Copies 64-bit floats, for so many samples.
  protected final void give(Call call, int input, MemorySegment values, int from, int rows) {
    Port port = in(input);
    if (port.offset() != Port.NOWHERE) {
      long start = (long) from * port.size() * Double.BYTES;
      int count = rows * port.size();
      ValueLayout layout = ValueLayout.JAVA_DOUBLE_UNALIGNED;
      MemorySegment.copy(values, layout, start, call.memory.wide, port.offset(), count);
    }
  }

  @Override
  protected final void take(Call call, int output, double[] to, int from, int rows) {
    Port port = out(output);
    int start = from * port.size();
    if (port.batched()) {
      System.arraycopy(call.memory.wide, port.offset(), to, start, rows * port.size());
    } else {
      for (int i = 0; i < rows * port.size(); i++) {
        to[start + i] = value(call, output, i);
      }
    }
  }

  /// Copies an output as 64-bit floats, for so many samples.
  protected final void take(Call call, int output, MemorySegment to, int from, int rows) {
    Port port = out(output);
    long start = (long) from * port.size() * Double.BYTES;
    for (int i = 0; i < rows * port.size(); i++) {
      double value = value(call, output, i);
      to.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + (long) i * Double.BYTES, value);
    }
  }

  @Override
  final double[] array(int length) {
    return new double[length];
  }

  @Override
  final int length(double[] array) {
    return array.length;
  }
}
