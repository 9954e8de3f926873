package netwright.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.BatchReader;
import netwright.runtime.train.DataSet;

/// Runs a program over many samples, as many at a time as it takes, and collects what it leaves for each.
final class ForwardPass {
  private ForwardPass() {}

  /// The outputs by name, sample after sample; what is the same for all samples is repeated. Elements of f32 outputs are
  /// exact as f64.
  static Map<String, double[]> run(Program program, ProgramSpec spec, Memory memory, DataSet data) {
    Map<String, double[]> collected = new LinkedHashMap<>();
    for (Port port : spec.outputs()) {
      collected.put(port.name(), new double[Math.multiplyExact(data.rows(), port.size())]);
    }
    BatchReader batches = new BatchReader(spec, data);
    for (int from = 0; from < data.rows(); from += spec.capacity()) {
      int count = Math.min(spec.capacity(), data.rows() - from);
      batches.read(from, count, memory);
      program.run(memory, count);
      for (Port port : spec.outputs()) {
        collect(port, memory, count, collected.get(port.name()), from * port.size());
      }
    }
    return collected;
  }

  private static void collect(Port port, Memory memory, int count, double[] all, int to) {
    for (int i = 0; i < count * port.size(); i++) {
      int place = port.offset() + (port.batched() ? i : i % port.size());
      all[to + i] = port.wide() ? memory.wide[place] : memory.scratch[place];
    }
  }
}
