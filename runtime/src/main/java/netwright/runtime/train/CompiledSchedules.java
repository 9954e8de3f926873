package netwright.runtime.train;

import java.util.Map;
import java.util.TreeMap;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;
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
    kept.put("monitor", Double.NaN);
    kept.put("epoch", 0.0);
    kept.put("progress", 0.0);
    for (int i = 0; i < layout.schedules.size(); i++) {
      kept.putAll(layout.schedules.get(i).starts());
      run("First" + i, 0);
    }
    write(spec, memory);
  }

  @Override
  public void ended(EpochReport report, ProgramSpec spec, Memory memory) {
    kept.put("monitor", report.monitor());
    kept.put("epoch", (double) report.epoch());
    kept.put("progress", (double) report.epoch() / report.epochs());
    for (int i = 0; i < layout.schedules.size(); i++) {
      run("Next" + i, report.steps());
    }
    write(spec, memory);
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

  private void run(String name, long steps) {
    ProgramSpec spec = layout.programs.get(name);
    Program program = programs.scalar(name);
    Memory memory = spec.memory(Programs.nothing());
    memory.step = steps;
    for (Port port : spec.inputs()) {
      memory.wide[port.offset()] = kept.get(port.name());
    }
    program.run(memory, 1);
    for (Port port : spec.outputs()) {
      kept.put(port.name(), memory.wide[port.offset()]);
    }
  }

  private void write(ProgramSpec spec, Memory memory) {
    for (TrainingLayout.Schedule schedule : layout.schedules) {
      for (Port port : spec.inputs()) {
        if (port.name().equals(schedule.name())) {
          memory.wide[port.offset()] = kept.get(port.name());
        }
      }
    }
  }
}
