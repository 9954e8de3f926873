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

/// What predictors of both precisions have in common.
///
/// The weights are read once and never change. Each call works in a memory of its own, one that an earlier call left if
/// there is one.
///
/// @param <A> the arrays that inputs and outputs are
abstract class PredictorBase<A> implements Predictor {
  private static final int IDLE = 64;
  private static final AtomicBoolean HINTED = new AtomicBoolean();

  private final Program program;
  private final PredictorLayout layout;
  private final Persistent weights;
  private final AtomicReferenceArray<Memory> idle = new AtomicReferenceArray<>(IDLE);

  /// @throws MalformedFileException if the file does not hold the weights of this network
  /// @throws IOException if reading fails
  PredictorBase(Program program, PredictorLayout layout, Path weights) throws IOException {
    hint();
    this.program = program;
    this.layout = layout;
    this.weights = Persistent.of(layout.precision(), layout.persistentSize());
    Weights.fromFile(
        weights.toString(), Safetensors.read(weights), layout.variables(), this.weights);
  }

  @Override
  public final String name() {
    return layout.network();
  }

  @Override
  public final Precision precision() {
    return layout.precision();
  }

  @Override
  public final List<Port> inputs() {
    return layout.spec().inputs();
  }

  @Override
  public final List<Port> outputs() {
    return layout.spec().outputs();
  }

  /// So many arrays, all null.
  abstract A[] arrays(int count);

  /// An array of so many numbers.
  abstract A array(int length);

  abstract int length(A array);

  /// Copies `count` numbers of `from` to where `port` is in `memory`.
  abstract void give(A from, int at, Memory memory, Port port, int count);

  /// Copies one sample of `port`, which starts at `start`, to `to`.
  abstract void take(Memory memory, Port port, int start, A to, int at);

  /// The outputs by name for inputs by name.
  final Map<String, A> byName(int rows, Map<String, A> inputs) {
    A[] values = arrays(inputs().size());
    for (int i = 0; i < values.length; i++) {
      values[i] = inputs.get(inputs().get(i).name());
    }
    return byName(run(rows, values));
  }

  /// The outputs by their names.
  final Map<String, A> byName(A[] results) {
    Map<String, A> named = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      named.put(outputs().get(i).name(), results[i]);
    }
    return named;
  }

  /// How many samples `first`, the first input, has.
  final int rows(A first) {
    return length(first) / Math.max(1, inputs().getFirst().size());
  }

  /// Says once why scalar code runs, and what to do about it.
  private static void hint() {
    String reason = Flavour.reasonForScalar();
    if (!reason.isEmpty() && !HINTED.getAndSet(true)) {
      System.getLogger("netwright").log(System.Logger.Level.INFO, "scalar code is used: " + reason);
    }
  }

  final A[] run(int rows, A[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      check(inputs().get(i), rows, inputs[i]);
    }
    A[] outputs = arrays(outputs().size());
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = array(Math.multiplyExact(rows, outputs().get(i).size()));
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

  private void piece(Memory memory, int from, int rows, A[] inputs, A[] outputs) {
    for (int i = 0; i < inputs.length; i++) {
      Port port = inputs().get(i);
      if (port.offset() != Port.NOWHERE) {
        give(inputs[i], from * port.size(), memory, port, rows * port.size());
      }
    }
    program.run(memory, rows);
    for (int i = 0; i < outputs.length; i++) {
      Port port = outputs().get(i);
      for (int row = 0; row < rows; row++) {
        int start = port.offset() + (port.batched() ? row * port.size() : 0);
        take(memory, port, start, outputs[i], (from + row) * port.size());
      }
    }
  }

  private void check(Port port, int rows, A values) {
    if (values == null || length(values) != (long) rows * port.size()) {
      String found = values == null ? "none" : String.valueOf(length(values));
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
