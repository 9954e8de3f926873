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
  private final FileValues[] stored;
  private final Port[] widePorts;
  private final double[][] wideValues;

  /// A reader of the batched inputs of `spec` from `data`.
  ///
  /// @throws IllegalArgumentException if the data lacks an input, or has it in another size
  public BatchReader(ProgramSpec spec, DataSet data) {
    ports = batched(spec, false);
    values = new float[ports.length][];
    stored = new FileValues[ports.length];
    for (int i = 0; i < ports.length; i++) {
      stored[i] = data.stored().get(ports[i].name());
      if (stored[i] == null) {
        values[i] = data.of(ports[i].name());
      }
      check(ports[i], data);
    }
    widePorts = batched(spec, true);
    wideValues = new double[widePorts.length][];
    for (int i = 0; i < widePorts.length; i++) {
      wideValues[i] = data.wideOf(widePorts[i].name());
      check(widePorts[i], data);
    }
  }

  private static Port[] batched(ProgramSpec spec, boolean wide) {
    List<Port> batched = new ArrayList<>();
    for (Port port : spec.inputs()) {
      if (port.batched() && port.wide() == wide) {
        batched.add(port);
      }
    }
    return batched.toArray(new Port[0]);
  }

  /// Puts the samples `order[from]`, … `order[from + count - 1]` into `memory`, from its first row on.
  public void read(int[] order, int from, int count, Memory memory) {
    for (int i = 0; i < ports.length; i++) {
      Port port = ports[i];
      if (stored[i] != null) {
        stored[i].gather(order, from, count, memory.scratch, port.offset());
      } else if (port.size() <= SHORT) {
        copyShort(values[i], port, order, from, count, memory.scratch);
      } else {
        copyLong(values[i], port, order, from, count, memory.scratch);
      }
    }
    for (int i = 0; i < widePorts.length; i++) {
      copyWide(wideValues[i], widePorts[i], order, from, count, memory.wide);
    }
  }

  /// Puts the samples `from`, … `from + count - 1` into `memory`, from its first row on.
  public void read(int from, int count, Memory memory) {
    for (int i = 0; i < ports.length; i++) {
      int size = ports[i].size();
      if (stored[i] != null) {
        stored[i].copy(from, count, memory.scratch, ports[i].offset());
      } else {
        System.arraycopy(values[i], from * size, memory.scratch, ports[i].offset(), count * size);
      }
    }
    for (int i = 0; i < widePorts.length; i++) {
      Port port = widePorts[i];
      int size = port.size();
      System.arraycopy(wideValues[i], from * size, memory.wide, port.offset(), count * size);
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

  private static void copyWide(
      double[] all, Port port, int[] order, int from, int count, double[] wide) {
    int size = port.size();
    int to = port.offset();
    for (int row = from; row < from + count; row++) {
      int start = order[row] * size;
      for (int element = 0; element < size; element++) {
        wide[to++] = all[start + element];
      }
    }
  }

  private static void check(Port port, DataSet data) {
    int size = data.size(port.name());
    if (size != port.size() && data.rows() > 0) {
      throw new IllegalArgumentException(
          port.name() + " takes " + port.size() + " numbers a sample, not " + size);
    }
  }
}
