package netwright.runtime.train;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;

/// Copies samples to the places where a program reads its batch. Allocates nothing after construction.
public final class BatchReader {
  /// Up to this many elements a loop beats a call of `System.arraycopy`.
  private static final int SHORT = 8;

  private final Port[] ports;
  private final float[][] values;

  /// A reader of the batched inputs of `spec` from `data`.
  ///
  /// @throws IllegalArgumentException if the data lacks an input, or has it in another size
  public BatchReader(ProgramSpec spec, DataSet data) {
    List<Port> batched = new ArrayList<>();
    for (Port port : spec.inputs()) {
      if (port.batched()) {
        batched.add(port);
      }
    }
    ports = batched.toArray(new Port[0]);
    values = new float[ports.length][];
    for (int i = 0; i < ports.length; i++) {
      values[i] = checked(ports[i], data);
    }
  }

  /// Puts the samples `order[from]`, … `order[from + count - 1]` into `memory`, from its first row on.
  public void read(int[] order, int from, int count, Memory memory) {
    for (int i = 0; i < ports.length; i++) {
      Port port = ports[i];
      if (port.size() <= SHORT) {
        copyShort(values[i], port, order, from, count, memory.scratch);
      } else {
        copyLong(values[i], port, order, from, count, memory.scratch);
      }
    }
  }

  /// Puts the samples `from`, … `from + count - 1` into `memory`, from its first row on.
  public void read(int from, int count, Memory memory) {
    for (int i = 0; i < ports.length; i++) {
      int size = ports[i].size();
      System.arraycopy(values[i], from * size, memory.scratch, ports[i].offset(), count * size);
    }
  }

  private static void copyShort(
      float[] all, Port port, int[] order, int from, int count, float[] scratch) {
    switch (port.size()) {
      case 1 -> copyOnes(all, port.offset(), order, from, count, scratch);
      case 2 -> copyTwos(all, port.offset(), order, from, count, scratch);
      default -> copyFew(all, port, order, from, count, scratch);
    }
  }

  private static void copyOnes(
      float[] all, int offset, int[] order, int from, int count, float[] scratch) {
    for (int i = 0; i < count; i++) {
      scratch[offset + i] = all[order[from + i]];
    }
  }

  private static void copyTwos(
      float[] all, int offset, int[] order, int from, int count, float[] scratch) {
    for (int i = 0; i < count; i++) {
      int start = 2 * order[from + i];
      scratch[offset + 2 * i] = all[start];
      scratch[offset + 2 * i + 1] = all[start + 1];
    }
  }

  private static void copyFew(
      float[] all, Port port, int[] order, int from, int count, float[] scratch) {
    int size = port.size();
    int to = port.offset();
    for (int row = from; row < from + count; row++) {
      int start = order[row] * size;
      for (int element = 0; element < size; element++) {
        scratch[to++] = all[start + element];
      }
    }
  }

  private static void copyLong(
      float[] all, Port port, int[] order, int from, int count, float[] scratch) {
    int size = port.size();
    int to = port.offset();
    for (int row = from; row < from + count; row++, to += size) {
      System.arraycopy(all, order[row] * size, scratch, to, size);
    }
  }

  private static float[] checked(Port port, DataSet data) {
    float[] found = data.of(port.name());
    if (port.wide() || found.length != port.size() * data.rows()) {
      throw new IllegalArgumentException(
          port.name()
              + " takes "
              + port.size()
              + " numbers a sample, not "
              + data.size(port.name()));
    }
    return found;
  }
}
