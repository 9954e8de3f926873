package netwright.runtime.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// A computation over a whole data set that sees a piece of it at a time, with the bits of one that sees it all.
///
/// Each stage says of every sample what is gathered over all of them, and what was gathered is an input of the stages after
/// it. How, the name of the value says: `SUM.4.k` is number k of what is gathered, 4 sums. The last program looks at no sample
/// any more; it leaves the results.
public final class StagedProgram {
  /// The input that is the number of all samples.
  private static final String ROWS = "all.rows";

  private final List<Program> programs = new ArrayList<>();
  private final List<ProgramSpec> specs = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();

  /// One without programs.
  public StagedProgram() {}

  /// Adds a stage, or the last program, which looks at `weights`.
  public void add(Program program, ProgramSpec spec, Persistent weights) {
    programs.add(program);
    specs.add(spec);
    memories.add(spec.memory(weights));
  }

  /// The results by name; elements in f32 are exact as f64.
  ///
  /// @throws IllegalArgumentException if the data lacks an input, or has it in another size
  public Map<String, double[]> run(DataSet data) {
    Map<String, double[]> known = new HashMap<>();
    known.put(ROWS, new double[] {data.rows()});
    DataSet samples = data;
    int last = programs.size() - 1;
    for (int stage = 0; stage < last; stage++) {
      give(stage, known);
      for (Gathering gathered : gather(stage, samples)) {
        if (gathered.isOfSamples()) {
          samples = with(samples, gathered);
        } else {
          known.put(gathered.port().name(), gathered.results());
        }
      }
    }
    give(last, known);
    programs.get(last).run(memories.get(last), 1);
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Port port : specs.get(last).outputs()) {
      results.put(port.name(), taken(memories.get(last), port));
    }
    return results;
  }

  private void give(int stage, Map<String, double[]> known) {
    Memory memory = memories.get(stage);
    for (Port port : specs.get(stage).inputs()) {
      for (int i = 0; !port.batched() && i < port.size(); i++) {
        double value = known.get(port.name())[i];
        if (port.wide()) {
          memory.wide[port.offset() + i] = value;
        } else {
          memory.scratch[port.offset() + i] = (float) value;
        }
      }
    }
  }

  private List<Gathering> gather(int stage, DataSet data) {
    ProgramSpec spec = specs.get(stage);
    Memory memory = memories.get(stage);
    List<Gathering> gatherings = new ArrayList<>();
    for (Port port : spec.outputs()) {
      gatherings.add(new Gathering(port, data.rows()));
    }
    for (int from = 0; from < data.rows(); from += spec.capacity()) {
      int count = Math.min(spec.capacity(), data.rows() - from);
      new BatchReader(spec, data.piece(from, count)).read(0, count, memory);
      programs.get(stage).run(memory, count);
      for (Gathering gathering : gatherings) {
        gathering.add(memory, count);
      }
    }
    return gatherings;
  }

  /// `data` with what was gathered for each sample.
  private static DataSet with(DataSet data, Gathering gathering) {
    double[] results = gathering.results();
    Map<String, float[]> values = new LinkedHashMap<>(data.values());
    Map<String, double[]> wide = new LinkedHashMap<>(data.wide());
    if (gathering.port().wide()) {
      wide.put(gathering.port().name(), results);
    } else {
      float[] narrow = new float[results.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) results[i];
      }
      values.put(gathering.port().name(), narrow);
    }
    return new DataSet(data.rows(), values, wide, data.stored());
  }

  /// The values of an output for one sample, or for none.
  static double[] taken(Memory memory, Port port) {
    double[] values = new double[port.size()];
    for (int i = 0; i < values.length; i++) {
      int place = port.offset() + i;
      values[i] = port.wide() ? memory.wide[place] : memory.scratch[place];
    }
    return values;
  }
}
