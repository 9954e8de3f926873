package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.runtime.Variable.Role;

/// A network whose every name, shape and value is known: what is left is arithmetic.
///
/// @param packageName the package of the generated classes; empty for none
/// @param loss one number for a batch, in f64
/// @param variables parameters, buffers and fitted states, in the order of the source
/// @param updates what the optimizer does to each parameter that the loss depends on
/// @param schedules numbers that the updates read and that follow the epochs, in an order in which they can be computed
/// @param domains what the losses expect of targets
public record TypedModel(
    String name,
    String packageName,
    String doc,
    List<Hyper> hypers,
    List<Port> inputs,
    List<Port> targets,
    List<Output> outputs,
    TypedExpr loss,
    List<Metric> metrics,
    List<ModelVariable> variables,
    List<Update> updates,
    List<Schedule> schedules,
    Recipe recipe,
    DataSpec data,
    List<VerifyRow> verify,
    List<TargetDomain> domains,
    Span span) {

  public TypedModel {
    hypers = List.copyOf(hypers);
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    outputs = List.copyOf(outputs);
    metrics = List.copyOf(metrics);
    variables = List.copyOf(variables);
    updates = List.copyOf(updates);
    schedules = List.copyOf(schedules);
    verify = List.copyOf(verify);
    domains = List.copyOf(domains);
  }

  /// All that a training step is given of a sample: inputs, targets, and its weight, if samples have weights.
  public List<Port> trainingPorts() {
    List<Port> ports = new ArrayList<>(inputs);
    ports.addAll(targets);
    data.weight()
        .ifPresent(
            weight -> ports.add(new Port(weight.port(), SampleWeight.type(), "", weight.span())));
    return ports;
  }

  /// A hyper-parameter and its value as text, after `--set`.
  public record Hyper(String name, String value, String doc, Span span) {}

  /// An input or a target.
  public record Port(String name, ValueType type, String doc, Span span) {}

  /// An output.
  ///
  /// @param labelsOf the target whose labels name the classes of this output, if it is a class
  public record Output(
      String name, TypedExpr value, Optional<String> labelsOf, String doc, Span span) {}

  /// A metric: one number for a batch, in f64.
  public record Metric(String name, TypedExpr value, Span span) {}

  /// A tensor that lives from step to step.
  ///
  /// @param path its name, segment by segment
  /// @param initial what it holds before the first step, unless it is fitted
  /// @param fit what is computed for it over all training rows, before the first step
  /// @param update its new value after a training step, if the network itself assigns it
  public record ModelVariable(
      String name,
      List<NameSegment> path,
      Shape shape,
      Role role,
      Initial initial,
      Optional<TypedExpr> fit,
      Optional<TypedExpr> update,
      Span span) {
    public ModelVariable {
      path = List.copyOf(path);
    }
  }

  /// A segment of a variable's name: a binding, the call of a layer, an index of a `repeat`, or the last one, the name that the
  /// layer itself has for it.
  ///
  /// @param text as it stands in the name: `linear2`
  /// @param base what is called: `linear`; empty for an index
  /// @param standard whether it is a layer of the standard library
  public record NameSegment(String text, String base, boolean standard) {}

  /// The optimizer's work on one parameter.
  ///
  /// @param next the parameter's new value
  public record Update(String parameter, Shape shape, TypedExpr next, List<StateUpdate> states) {
    public Update {
      states = List.copyOf(states);
    }
  }

  /// A state that the optimizer keeps for a parameter.
  ///
  /// @param name of the variable: `h1.linear.weight.adam.m`
  /// @param state what the optimizer itself calls it: `m`
  public record StateUpdate(
      String name, String state, Shape shape, Initial initial, TypedExpr next) {}

  /// A schedule that keeps states: one number, computed in f64.
  ///
  /// @param first the number in the first epoch, when the states are as they start
  /// @param next the number after an epoch, from the states before it
  public record Schedule(
      String name, List<ScheduleState> states, TypedExpr first, TypedExpr next, Span span) {
    public Schedule {
      states = List.copyOf(states);
    }
  }

  /// What a schedule remembers.
  public record ScheduleState(String name, double start, TypedExpr next) {}

  /// A row that is predicted after training, and what should come out.
  public record VerifyRow(List<Given> given, List<Expected> expected, Span span) {
    public VerifyRow {
      given = List.copyOf(given);
      expected = List.copyOf(expected);
    }
  }

  /// The value of an input: numbers row-major, or the label of a class.
  public record Given(String name, List<Double> numbers, Optional<String> label, Span span) {
    public Given {
      numbers = List.copyOf(numbers);
    }
  }

  /// The value of an output: numbers row-major, or the label of a class; equal if nothing is said of a distance.
  public record Expected(
      String name, List<Double> numbers, Optional<String> label, OptionalDouble within, Span span) {
    public Expected {
      numbers = List.copyOf(numbers);
    }
  }

  /// The network as text, expression by expression.
  @Override
  public String toString() {
    return ModelPrinter.print(this);
  }
}
