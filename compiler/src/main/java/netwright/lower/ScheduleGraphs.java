package netwright.lower;

import java.util.LinkedHashMap;
import java.util.Map;
import netwright.ir.Graph;

/// What a schedule with states computes, in f64. The inputs of its graphs are `monitor`, `epoch`, `progress`, the states
/// and other schedules, by their names.
///
/// @param name the input of the training step that is its number
/// @param starts the states before the first epoch, by name
/// @param first its value is the number for the first epoch
/// @param next its values are the number for the next epoch and the new states
public record ScheduleGraphs(String name, Map<String, Double> starts, Graph first, Graph next) {
  public ScheduleGraphs {
    starts = new LinkedHashMap<>(starts);
  }
}
