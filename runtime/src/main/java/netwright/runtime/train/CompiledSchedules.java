package netwright.runtime.train;

import java.util.Map;
import java.util.TreeMap;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.io.MalformedFileException;

/// The schedules with states of a network.
final class CompiledSchedules implements EpochSchedule {
  private static final String PREFIX = "schedule/";

  private final TrainingLayout layout;
  private final Programs programs;
  private final Map<String, Double> kept = new TreeMap<>();

  CompiledSchedules(TrainingLayout layout, Programs programs) {
    this.layout = layout;
    this.programs = programs;
  }

  @Override
  public void begin(ProgramSpec spec, Memory memory) {
    for (Map<String, Double> states : layout.schedules.values()) {
      kept.putAll(states);
    }
    run("First", Double.NaN, 0, 1, 0, spec, memory);
  }

  @Override
  public void ended(EpochReport report, ProgramSpec spec, Memory memory) {
    run("Next", report.monitor(), report.epoch(), report.epochs(), report.steps(), spec, memory);
  }

  @Override
  public void save(Checkpoint checkpoint) {
    for (Map.Entry<String, Double> each : kept.entrySet()) {
      checkpoint.put(PREFIX + each.getKey(), each.getValue());
    }
  }

  @Override
  public void resume(Checkpoint checkpoint, ProgramSpec spec, Memory memory)
      throws MalformedFileException {
    begin(spec, memory);
    for (Map.Entry<String, Double> each : kept.entrySet()) {
      each.setValue(checkpoint.number(PREFIX + each.getKey()));
    }
    write(spec, memory);
  }

  private void run(
      String kind,
      double monitor,
      int epoch,
      int epochs,
      long steps,
      ProgramSpec spec,
      Memory memory) {
    kept.put("monitor", monitor);
    kept.put("epoch", (double) epoch);
    kept.put("progress", (double) epoch / epochs);
    for (int i = 0; i < layout.schedules.size(); i++) {
      String name = kind + i;
      Memory own = programs.memory(name);
      own.step = steps;
      for (Port port : layout.programs.get(name).inputs()) {
        own.wide[port.offset()] = kept.get(port.name());
      }
      programs.run(name, own);
      for (Port port : layout.programs.get(name).outputs()) {
        kept.put(port.name(), own.wide[port.offset()]);
      }
    }
    write(spec, memory);
  }

  private void write(ProgramSpec spec, Memory memory) {
    for (Port port : spec.inputs()) {
      if (layout.schedules.containsKey(port.name())) {
        memory.wide[port.offset()] = kept.get(port.name());
      }
    }
  }
}
