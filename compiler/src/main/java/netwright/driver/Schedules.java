package netwright.driver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.lower.ScheduleGraphs;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.EpochSchedule;

/// The schedules with states of a network, interpreted: they run once in an epoch.
final class Schedules implements EpochSchedule {
  private static final String PREFIX = "schedule/";

  private final List<ScheduleGraphs> schedules;
  private final Map<String, double[]> kept = new TreeMap<>();

  Schedules(Compilation compilation) {
    this.schedules = compilation.lowered().schedules();
  }

  @Override
  public void begin(ProgramSpec spec, Memory memory) {
    keep("monitor", Double.NaN);
    keep("epoch", 0);
    keep("progress", 0);
    for (ScheduleGraphs schedule : schedules) {
      schedule.starts().forEach(this::keep);
      run(schedule.first(), 0);
    }
    write(spec, memory);
  }

  @Override
  public void ended(EpochReport report, ProgramSpec spec, Memory memory) {
    keep("monitor", report.monitor());
    keep("epoch", report.epoch());
    keep("progress", (double) report.epoch() / report.epochs());
    for (ScheduleGraphs schedule : schedules) {
      run(schedule.next(), report.steps());
    }
    write(spec, memory);
  }

  @Override
  public void save(Checkpoint checkpoint) {
    kept.forEach((name, value) -> checkpoint.put(PREFIX + name, value[0]));
  }

  @Override
  public void resume(Checkpoint checkpoint, ProgramSpec spec, Memory memory)
      throws MalformedFileException {
    begin(spec, memory);
    for (String name : List.copyOf(kept.keySet())) {
      keep(name, checkpoint.number(PREFIX + name));
    }
    write(spec, memory);
  }

  private void keep(String name, double value) {
    kept.put(name, new double[] {value});
  }

  private void run(Graph graph, long steps) {
    Interpreter.run(graph, new Environment(1, kept, Map.of(), 0, steps))
        .forEach((result, value) -> keep(result.name(), value[0]));
  }

  private void write(ProgramSpec spec, Memory memory) {
    for (Port port : spec.inputs()) {
      boolean scheduled =
          schedules.stream().anyMatch(schedule -> schedule.name().equals(port.name()));
      if (scheduled) {
        memory.wide[port.offset()] = kept.get(port.name())[0];
      }
    }
  }
}
