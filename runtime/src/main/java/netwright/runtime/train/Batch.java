package netwright.runtime.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Precision;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Schema;

/// A program of a training and the batch that it is given, input by input. Allocates nothing after construction.
final class Batch {
  private static final String GRADIENT = "gradient.";

  final Program program;
  final ProgramSpec spec;
  final Memory memory;
  private final Schema.Field[] inputs;
  private final int[] sizes;
  private final Port[] ports;
  private final Port[] outputs;
  private final String[] parameters; // whose derivatives outputs are; empty for others
  private final int lossPlace;
  private int rows;

  Batch(TrainingLayout layout, String name, Programs programs, Persistent weights) {
    program = programs.fastest(name, weights);
    spec = layout.programs.get(name);
    memory = spec.memory(weights);
    inputs = layout.inputs.toArray(new Schema.Field[0]);
    sizes = new int[inputs.length];
    ports = new Port[inputs.length];
    for (int i = 0; i < ports.length; i++) {
      sizes[i] = inputs[i].size();
      for (Port port : spec.inputs()) {
        if (port.batched() && port.name().equals(inputs[i].name())) {
          ports[i] = port;
        }
      }
    }
    outputs = spec.outputs().toArray(new Port[0]);
    parameters = new String[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      String output = outputs[i].name();
      parameters[i] = output.startsWith(GRADIENT) ? output.substring(GRADIENT.length()) : "";
    }
    lossPlace = spec.output("loss").offset();
  }

  /// Begins a batch of `count` samples.
  void begin(int count) {
    if (count < 1 || count > spec.capacity()) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + spec.capacity() + " samples, not " + count);
    }
    rows = count;
  }

  int rows() {
    return rows;
  }

  /// Runs the program; the loss.
  double run() {
    program.run(memory, rows);
    return memory.wide[lossPlace];
  }

  void give(int input, float[] values) {
    Port port = checked(input, values.length);
    if (port != null) {
      System.arraycopy(values, 0, memory.scratch, port.offset(), values.length);
    }
  }

  void give(int input, double[] values) {
    Port port = checked(input, values.length);
    if (port != null) {
      System.arraycopy(values, 0, memory.wide, port.offset(), values.length);
    }
  }

  void give(int input, int[] classes) {
    Port port = checked(input, classes.length);
    for (int i = 0; i < classes.length; i++) {
      give(input, port, i, classes[i]);
    }
  }

  void give(int input, MemorySegment values) {
    boolean wide = memory.persistent().precision() == Precision.F64;
    boolean classes = inputs[input].isClass();
    int bytes = wide && !classes ? Double.BYTES : Float.BYTES;
    long found = values.byteSize();
    Port port = checked(input, found % bytes == 0 ? found / bytes : -1);
    int count = rows * sizes[input];
    if (classes) {
      for (int i = 0; i < count; i++) {
        give(input, port, i, values.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i));
      }
    } else if (port != null && wide) {
      MemorySegment.copy(
          values, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, memory.wide, port.offset(), count);
    } else if (port != null) {
      MemorySegment.copy(
          values, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, memory.scratch, port.offset(), count);
    }
  }

  private void give(int input, Port port, int element, int number) {
    SampleSet.requireClass(inputs[input].name(), inputs[input].classes(), number);
    if (port == null) {
      return;
    }
    if (port.wide()) {
      memory.wide[port.offset() + element] = number;
    } else {
      memory.scratch[port.offset() + element] = number;
    }
  }

  /// Where `input` goes; null if the program does not look at it.
  private Port checked(int input, long length) {
    if (length != (long) rows * sizes[input]) {
      throw SampleSet.wrongLength(inputs[input].name(), sizes[input], rows, length);
    }
    return ports[input];
  }

  /// Copies derivatives to where there is an array for them.
  void take(Map<String, float[]> floats, Map<String, double[]> doubles) {
    for (int i = 0; i < outputs.length; i++) {
      int from = outputs[i].offset();
      int size = outputs[i].size();
      float[] narrow = floats.get(parameters[i]);
      double[] wide = doubles.get(parameters[i]);
      if (narrow != null) {
        System.arraycopy(memory.scratch, from, narrow, 0, size);
      }
      if (wide != null) {
        System.arraycopy(memory.wide, from, wide, 0, size);
      }
    }
  }

  /// Makes arrays for derivatives; one of the two maps stays empty.
  void arrays(Map<String, float[]> floats, Map<String, double[]> doubles) {
    for (int i = 0; i < outputs.length; i++) {
      int size = outputs[i].size();
      if (!parameters[i].isEmpty()) {
        if (outputs[i].wide()) {
          doubles.put(parameters[i], new double[size]);
        } else {
          floats.put(parameters[i], new float[size]);
        }
      }
    }
  }
}
