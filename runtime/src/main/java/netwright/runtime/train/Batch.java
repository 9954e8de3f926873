package netwright.runtime.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// A program of a training and the batch that it is given, input by input. Allocates nothing after construction.
final class Batch {
  private static final String GRADIENT = "gradient.";
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  final Program program;
  final ProgramSpec spec;
  final Memory memory;
  private final TrainingLayout.Input[] inputs;
  private final Port[] ports;
  private final Port[] outputs;
  private final String[] parameters;
  private final int lossPlace;
  private int rows;

  Batch(TrainingLayout layout, ProgramSpec spec, Program program, Persistent persistent) {
    this.program = program;
    this.spec = spec;
    this.memory = spec.memory(persistent);
    this.inputs = layout.inputs.toArray(new TrainingLayout.Input[0]);
    this.ports = new Port[inputs.length];
    for (int i = 0; i < ports.length; i++) {
      for (Port port : spec.inputs()) {
        if (port.batched() && port.name().equals(inputs[i].name())) {
          ports[i] = port;
        }
      }
    }
    this.outputs = spec.outputs().toArray(new Port[0]);
    this.parameters = new String[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      String name = outputs[i].name();
      parameters[i] = name.startsWith(GRADIENT) ? name.substring(GRADIENT.length()) : "";
    }
    this.lossPlace = spec.output("loss").offset();
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
    if (port == null) {
      return;
    }
    if (!port.wide()) {
      System.arraycopy(values, 0, memory.scratch, port.offset(), values.length);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      memory.wide[port.offset() + i] = values[i];
    }
  }

  void give(int input, double[] values) {
    Port port = checked(input, values.length);
    if (port == null) {
      return;
    }
    if (port.wide()) {
      System.arraycopy(values, 0, memory.wide, port.offset(), values.length);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      memory.scratch[port.offset() + i] = (float) values[i];
    }
  }

  void give(int input, int[] classes) {
    Port port = checked(input, classes.length);
    for (int i = 0; i < classes.length; i++) {
      give(input, port, i, classes[i]);
    }
  }

  void give(int input, MemorySegment values) {
    boolean wide = ports[input] != null && ports[input].wide();
    boolean classes = inputs[input].classes() > 0;
    int bytes = wide && !classes ? Double.BYTES : Float.BYTES;
    int count = (int) Math.min(values.byteSize() / bytes, Integer.MAX_VALUE);
    Port port = checked(input, values.byteSize() % bytes == 0 ? count : -1);
    if (classes) {
      for (int i = 0; i < count; i++) {
        give(input, port, i, values.getAtIndex(INT, i));
      }
    } else if (wide) {
      MemorySegment.copy(values, DOUBLE, 0, memory.wide, port.offset(), count);
    } else if (port != null) {
      MemorySegment.copy(values, FLOAT, 0, memory.scratch, port.offset(), count);
    }
  }

  private void give(int input, Port port, int element, int number) {
    if (number < 0 || number >= inputs[input].classes()) {
      throw new IllegalArgumentException(
          inputs[input].name()
              + " has classes 0 to "
              + (inputs[input].classes() - 1)
              + ", not "
              + number);
    }
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
  private Port checked(int input, int length) {
    long wanted = (long) rows * inputs[input].size();
    if (length != wanted) {
      throw new IllegalArgumentException(
          inputs[input].name()
              + " takes "
              + wanted
              + " numbers for "
              + rows
              + " samples, not "
              + length);
    }
    return ports[input];
  }

  void takeFloats(Map<String, float[]> gradients) {
    for (int i = 0; i < outputs.length; i++) {
      float[] to = gradients.get(parameters[i]);
      if (to != null) {
        System.arraycopy(memory.scratch, outputs[i].offset(), to, 0, outputs[i].size());
      }
    }
  }

  void takeDoubles(Map<String, double[]> gradients) {
    for (int i = 0; i < outputs.length; i++) {
      double[] to = gradients.get(parameters[i]);
      if (to != null) {
        System.arraycopy(memory.wide, outputs[i].offset(), to, 0, outputs[i].size());
      }
    }
  }
}
