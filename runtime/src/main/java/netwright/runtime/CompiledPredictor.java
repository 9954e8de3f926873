package netwright.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;

/// What the predictors that the compiler writes have in common.
///
/// The weights are read once and never change. Each call works in a memory of its own, one that an earlier call left if
/// there is one.
public abstract class CompiledPredictor implements Predictor {
  private static final int IDLE = 64;
  private static final AtomicBoolean HINTED = new AtomicBoolean();

  private final Program program;
  private final PredictorLayout layout;
  private final float[] weights;
  private final AtomicReferenceArray<Memory> idle = new AtomicReferenceArray<>(IDLE);

  /// A predictor that runs `program` with the weights in a file.
  ///
  /// @throws MalformedFileException if the file does not hold the weights of this network
  /// @throws IOException if reading fails
  protected CompiledPredictor(Program program, PredictorLayout layout, Path weights)
      throws IOException {
    hint();
    this.program = program;
    this.layout = layout;
    this.weights = new float[layout.persistentSize()];
    Weights.fromFile(
        weights.toString(), Safetensors.read(weights), layout.variables(), this.weights);
  }

  @Override
  public final String name() {
    return layout.network();
  }

  @Override
  public final List<Port> inputs() {
    return layout.spec().inputs();
  }

  @Override
  public final List<Port> outputs() {
    return layout.spec().outputs();
  }

  @Override
  public final Map<String, float[]> predict(int rows, Map<String, float[]> inputs) {
    float[][] values = new float[inputs().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = inputs.get(inputs().get(i).name());
    }
    return named(run(rows, values));
  }

  /// The outputs for one sample.
  protected final float[][] one(float[]... inputs) {
    return run(1, inputs);
  }

  /// The outputs for as many samples as the inputs have.
  protected final float[][] all(float[]... inputs) {
    Port first = inputs().getFirst();
    return run(inputs[0].length / Math.max(1, first.size()), inputs);
  }

  /// The outputs by their names.
  protected final Map<String, float[]> named(float[][] results) {
    Map<String, float[]> named = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      named.put(outputs().get(i).name(), results[i]);
    }
    return named;
  }

  /// Says once why scalar code runs, and what to do about it.
  private static void hint() {
    String reason = Flavour.reasonForScalar();
    if (!reason.isEmpty() && !HINTED.getAndSet(true)) {
      System.getLogger("netwright").log(System.Logger.Level.INFO, "scalar code is used: " + reason);
    }
  }

  private float[][] run(int rows, float[]... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      check(inputs().get(i), rows, inputs[i]);
    }
    float[][] outputs = new float[outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = new float[Math.multiplyExact(rows, outputs().get(i).size())];
    }
    int place = (int) Thread.currentThread().threadId() & (IDLE - 1);
    Memory left = idle.getAndSet(place, null);
    Memory memory = left == null ? layout.spec().memory(weights) : left;
    for (int from = 0; from < rows; from += layout.spec().capacity()) {
      piece(memory, from, Math.min(layout.spec().capacity(), rows - from), inputs, outputs);
    }
    idle.set(place, memory);
    return outputs;
  }

  private void piece(Memory memory, int from, int rows, float[][] inputs, float[][] outputs) {
    for (int i = 0; i < inputs.length; i++) {
      Port port = inputs().get(i);
      if (port.offset() != Port.NOWHERE) {
        int size = port.size();
        System.arraycopy(inputs[i], from * size, memory.scratch, port.offset(), rows * size);
      }
    }
    program.run(memory, rows);
    for (int i = 0; i < outputs.length; i++) {
      Port port = outputs().get(i);
      for (int row = 0; row < rows; row++) {
        copyOut(memory, port, row, outputs[i], (from + row) * port.size());
      }
    }
  }

  private static void copyOut(Memory memory, Port port, int row, float[] to, int at) {
    int start = port.offset() + (port.batched() ? row * port.size() : 0);
    if (port.wide()) {
      for (int i = 0; i < port.size(); i++) {
        to[at + i] = (float) memory.wide[start + i];
      }
    } else {
      System.arraycopy(memory.scratch, start, to, at, port.size());
    }
  }

  private void check(Port port, int rows, float[] values) {
    if (values == null || values.length != (long) rows * port.size()) {
      String found = values == null ? "none" : String.valueOf(values.length);
      String samples = rows == 1 ? "one sample" : rows + " samples";
      throw new IllegalArgumentException(
          name()
              + ": "
              + port.name()
              + " takes "
              + (long) rows * port.size()
              + " numbers for "
              + samples
              + ", not "
              + found);
    }
  }
}
