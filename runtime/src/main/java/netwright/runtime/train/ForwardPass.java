package netwright.runtime.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// Runs a program over many samples, as many at a time as it takes, and collects what it leaves for each.
public final class ForwardPass {
  private ForwardPass() {}

  /// The batched outputs by name, sample after sample; elements of f32 outputs are exact as f64.
  public static Map<String, double[]> run(
      Program program, ProgramSpec spec, Memory memory, DataSet data) {
    List<Port> outputs = spec.outputs().stream().filter(Port::batched).toList();
    Map<String, double[]> collected = new LinkedHashMap<>();
    outputs.forEach(port ->
        collected.put(port.name(), new double[Math.multiplyExact(data.rows(), port.size())]));
    BatchReader batches = new BatchReader(spec, data);
    for (int from = 0; from < data.rows(); from += spec.capacity()) {
      int count = Math.min(spec.capacity(), data.rows() - from);
      batches.read(from, count, memory);
      program.run(memory, count);
      for (Port port : outputs) {
        collect(port, memory, count, collected.get(port.name()), from * port.size());
      }
    }
    return collected;
  }

  private static void collect(Port port, Memory memory, int count, double[] all, int to) {
    int length = count * port.size();
    if (port.wide()) {
      System.arraycopy(memory.wide, port.offset(), all, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        all[to + i] = memory.scratch[port.offset() + i];
      }
    }
  }
}
