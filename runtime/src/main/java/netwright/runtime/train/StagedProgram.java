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
/// it. The last program looks at no sample any more; it leaves the results.
public final class StagedProgram {
  /// The input that is the number of all samples.
  private static final String ROWS = "all.rows";

  private final List<Stage> stages;
  private final Stage last;

  /// @param last the program that leaves the results; it gathers nothing
  public StagedProgram(List<Stage> stages, Stage last) {
    this.stages = List.copyOf(stages);
    this.last = last;
  }

  /// A program with its memory, and what becomes of its outputs.
  ///
  /// @param memory around the weights that the program looks at
  /// @param ways how each output is gathered: `SUM`, `MAX` or `RANKS`
  /// @param kept how many results each gives
  public record Stage(
      Program program, ProgramSpec spec, Memory memory, List<String> ways, List<Integer> kept) {

    /// A stage with memory around `persistent`.
    public static Stage of(
        Program program,
        ProgramSpec spec,
        Persistent persistent,
        List<String> ways,
        List<Integer> kept) {
      return new Stage(program, spec, spec.memory(persistent), ways, kept);
    }

    private void give(Map<String, double[]> known) {
      for (Port port : spec.inputs()) {
        if (!port.batched()) {
          double[] values = known.get(port.name());
          for (int i = 0; i < port.size(); i++) {
            if (port.wide()) {
              memory.wide[port.offset() + i] = values[i];
            } else {
              memory.scratch[port.offset() + i] = (float) values[i];
            }
          }
        }
      }
    }

    private double[] taken(Port port) {
      double[] values = new double[port.size()];
      for (int i = 0; i < values.length; i++) {
        int place = port.offset() + i;
        values[i] = port.wide() ? memory.wide[place] : memory.scratch[place];
      }
      return values;
    }
  }

  /// The results by name; elements in f32 are exact as f64.
  ///
  /// @throws IllegalArgumentException if the data lacks an input, or has it in another size
  public Map<String, double[]> run(DataSet data) {
    Map<String, double[]> known = new HashMap<>();
    known.put(ROWS, new double[] {data.rows()});
    DataSet samples = data;
    for (Stage stage : stages) {
      stage.give(known);
      for (Gathering gathered : gather(stage, samples)) {
        if (gathered.isOfSamples()) {
          samples = with(samples, gathered);
        } else {
          known.put(gathered.port().name(), gathered.results());
        }
      }
    }
    last.give(known);
    last.program.run(last.memory, 1);
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Port port : last.spec.outputs()) {
      results.put(port.name(), last.taken(port));
    }
    return results;
  }

  private static List<Gathering> gather(Stage stage, DataSet data) {
    ProgramSpec spec = stage.spec;
    List<Gathering> gatherings = new ArrayList<>();
    for (int i = 0; i < stage.ways.size(); i++) {
      Port port = spec.outputs().get(i);
      gatherings.add(new Gathering(port, stage.ways.get(i), stage.kept.get(i), data.rows()));
    }
    for (int from = 0; from < data.rows(); from += spec.capacity()) {
      int count = Math.min(spec.capacity(), data.rows() - from);
      new BatchReader(spec, data.piece(from, count)).read(0, count, stage.memory);
      stage.program.run(stage.memory, count);
      for (Gathering gathering : gatherings) {
        gathering.add(stage.memory, count);
      }
    }
    return gatherings;
  }

  /// `data` with what was gathered for each sample.
  private static DataSet with(DataSet data, Gathering gathering) {
    String name = gathering.port().name();
    double[] results = gathering.results();
    Map<String, float[]> values = new LinkedHashMap<>(data.values());
    Map<String, double[]> wide = new LinkedHashMap<>(data.wide());
    if (gathering.port().wide()) {
      wide.put(name, results);
    } else {
      float[] narrow = new float[results.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) results[i];
      }
      values.put(name, narrow);
    }
    return new DataSet(data.rows(), values, wide, data.stored());
  }
}
