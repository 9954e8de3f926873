package netwright.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.TensorFile;

/// What the predictors in f32 that the compiler writes have in common.
public abstract class CompiledPredictor extends PredictorBase<float[]> {

  /// A predictor that runs the program `program` of the classes that `lookup` finds.
  ///
  /// @param source what messages call the weights
  /// @throws MalformedFileException if they are not those of this network
  protected CompiledPredictor(
      MethodHandles.Lookup lookup, String program, Schema schema, String source, TensorFile weights)
      throws MalformedFileException {
    this(PredictionProgram.of(lookup, program, schema), schema, source, weights);
  }

  /// A predictor that runs `program` with `weights`.
  ///
  /// @param source what messages call the weights
  /// @throws MalformedFileException if they are not those of this network
  protected CompiledPredictor(Program program, Schema schema, String source, TensorFile weights)
      throws MalformedFileException {
    super(program, schema, source, weights);
  }

  @Override
  public final Map<String, float[]> predict(int rows, Map<String, float[]> inputs) {
    return byName(rows, inputs);
  }

  @Override
  public final Map<String, double[]> predictDoubles(int rows, Map<String, double[]> inputs) {
    Map<String, float[]> rounded = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> input : inputs.entrySet()) {
      rounded.put(input.getKey(), Conversion.rounded(input.getValue()));
    }
    Map<String, double[]> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, float[]> output : predict(rows, rounded).entrySet()) {
      outputs.put(output.getKey(), Conversion.widened(output.getValue()));
    }
    return outputs;
  }

  @Override
  protected final void give(Call call, int input, float[] values, int from, int rows) {
    Port port = in(input);
    if (port.offset() != Port.NOWHERE) {
      int count = rows * port.size();
      Call.copy(values, from * port.size(), call.memory.scratch, port.offset(), count);
      checkClasses(call, input, from, rows);
    }
  }

  /// Copies 32-bit floats, for so many samples.
  protected final void give(Call call, int input, MemorySegment values, int from, int rows) {
    Port port = in(input);
    if (port.offset() != Port.NOWHERE) {
      long start = (long) from * port.size() * Float.BYTES;
      int count = rows * port.size();
      ValueLayout layout = ValueLayout.JAVA_FLOAT_UNALIGNED;
      MemorySegment.copy(values, layout, start, call.memory.scratch, port.offset(), count);
    }
  }

  @Override
  protected final void take(Call call, int output, float[] to, int from, int rows) {
    Port port = out(output);
    if (port.wide() || !port.batched()) {
      for (int i = 0; i < rows * port.size(); i++) {
        to[from * port.size() + i] = (float) value(call, output, i);
      }
    } else {
      int start = from * port.size();
      Call.copy(call.memory.scratch, port.offset(), to, start, rows * port.size());
    }
  }

  /// Copies an output as 32-bit floats, for so many samples.
  protected final void take(Call call, int output, MemorySegment to, int from, int rows) {
    Port port = out(output);
    long start = (long) from * port.size() * Float.BYTES;
    ValueLayout.OfFloat layout = ValueLayout.JAVA_FLOAT_UNALIGNED;
    if (port.wide() || !port.batched()) {
      for (int i = 0; i < rows * port.size(); i++) {
        to.set(layout, start + (long) i * Float.BYTES, (float) value(call, output, i));
      }
    } else {
      int count = rows * port.size();
      MemorySegment.copy(call.memory.scratch, port.offset(), to, layout, start, count);
    }
  }

  @Override
  final float[] array(int length) {
    return new float[length];
  }

  @Override
  final int length(float[] array) {
    return array.length;
  }
}
