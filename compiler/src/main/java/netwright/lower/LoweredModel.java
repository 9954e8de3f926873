package netwright.lower;

import java.util.List;
import java.util.Optional;
import netwright.ir.Graph;

/// The graphs of a model.
///
/// @param predict at inference; the value `output.NAME` for each output
/// @param evaluate at inference, the batch being a whole split; the values `loss` and `metric.NAME`, single f64 numbers
/// @param train one step; the value `loss`, and the assignments of parameters, buffers and optimizer states
/// @param update the optimizer's step after a group of batches, if a group has more than one: `train` then only sums up
///     gradients, each times the number of its rows. Its input [#ACCUMULATED] is how many rows the group had
/// @param fits what is computed once before the first step, in this order
/// @param schedules what is computed after each epoch, in this order
/// @param variables all that lives from run to run, in the order of the source; optimizer states come last
public record LoweredModel(
    Graph predict,
    Graph evaluate,
    Graph train,
    Optional<Graph> update,
    List<FitGraph> fits,
    List<ScheduleGraphs> schedules,
    List<VariableSpec> variables) {
  /// The input of `update`, and the last part of the names of the sums.
  public static final String ACCUMULATED = "accumulated";

  public LoweredModel {
    fits = List.copyOf(fits);
    schedules = List.copyOf(schedules);
    variables = List.copyOf(variables);
  }

  /// All graphs as text.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    fits.forEach(fit -> text.append(fit.graph()));
    text.append(predict).append(evaluate).append(train);
    update.ifPresent(text::append);
    schedules.forEach(schedule -> text.append(schedule.first()).append(schedule.next()));
    return text.toString();
  }
}
