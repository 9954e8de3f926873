package netwright.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import netwright.op.Spacing;

/// A [TypedModel] as text: its ports, its variables, and the expressions that its results are made of, numbered from 0.
final class ModelPrinter {
  private final StringBuilder text = new StringBuilder();
  private final Map<TypedExpr, Integer> numbers = new HashMap<>();

  private ModelPrinter() {}

  static String print(TypedModel model) {
    ModelPrinter printer = new ModelPrinter();
    printer.head(model);
    printer.variables(model);
    printer.network(model);
    printer.updates(model);
    printer.schedules(model);
    return printer.text.toString();
  }

  private void head(TypedModel model) {
    line("network " + model.name());
    model.hypers().forEach(hyper -> line("  hyper " + hyper.name() + " = " + hyper.value()));
    model.inputs().forEach(port -> line("  input " + port.name() + ": " + port.type()));
    model.targets().forEach(port -> line("  target " + port.name() + ": " + port.type()));
  }

  private void variables(TypedModel model) {
    for (TypedModel.ModelVariable variable : model.variables()) {
      String role = variable.role().name().toLowerCase(java.util.Locale.ROOT);
      String start = variable.fit().isPresent() ? "" : " = " + variable.initial();
      line("  " + role + " " + variable.name() + ": " + variable.shape() + start);
    }
  }

  private void network(TypedModel model) {
    Reached reached = new Reached();
    reached.add(model.loss());
    model.outputs().forEach(output -> reached.add(output.value()));
    model.metrics().forEach(metric -> reached.add(metric.value()));
    for (TypedModel.ModelVariable variable : model.variables()) {
      variable.fit().ifPresent(reached::add);
      variable.update().ifPresent(reached::add);
      computed(variable).ifPresent(reached::add);
    }
    expressions(reached);
    for (TypedModel.ModelVariable variable : model.variables()) {
      computed(variable)
          .ifPresent(start -> line("  start " + variable.name() + " = " + number(start)));
      variable.fit().ifPresent(fit -> line("  fit " + variable.name() + " = " + number(fit)));
      variable
          .update()
          .ifPresent(update -> line("  update " + variable.name() + " = " + number(update)));
    }
    model
        .outputs()
        .forEach(output -> line("  output " + output.name() + " = " + number(output.value())));
    line("  loss = " + number(model.loss()));
    model
        .metrics()
        .forEach(metric -> line("  metric " + metric.name() + " = " + number(metric.value())));
  }

  private static Optional<TypedExpr> computed(TypedModel.ModelVariable variable) {
    return variable.initial() instanceof Initial.Computed(TypedExpr value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private void updates(TypedModel model) {
    for (TypedModel.Update update : model.updates()) {
      Reached reached = new Reached();
      reached.add(update.next());
      update.states().forEach(state -> reached.add(state.next()));
      expressions(reached);
      update
          .states()
          .forEach(state -> line("  step " + state.name() + " = " + number(state.next())));
      line("  step " + update.parameter() + " = " + number(update.next()));
    }
  }

  private void schedules(TypedModel model) {
    for (TypedModel.Schedule schedule : model.schedules()) {
      Reached reached = new Reached();
      reached.add(schedule.first());
      reached.add(schedule.next());
      schedule.states().forEach(state -> reached.add(state.next()));
      expressions(reached);
      for (TypedModel.ScheduleState state : schedule.states()) {
        String start = Numbers.text(state.start());
        line("  after epoch " + state.name() + " = " + number(state.next()) + " from " + start);
      }
      line("  after epoch " + schedule.name() + " = " + number(schedule.next()));
      line("  at first " + schedule.name() + " = " + number(schedule.first()));
    }
  }

  private void expressions(Reached reached) {
    for (TypedExpr expr : reached.ordered()) {
      if (!numbers.containsKey(expr) && !(expr.op() instanceof TypedOp.Constant)) {
        numbers.put(expr, numbers.size());
        line(
            "  "
                + number(expr)
                + " = "
                + operation(expr)
                + " : "
                + type(expr.type())
                + place(expr));
      }
    }
  }

  private String operation(TypedExpr expr) {
    StringJoiner inputs =
        new StringJoiner(
            ", ", expr.inputs().isEmpty() ? "" : "(", expr.inputs().isEmpty() ? "" : ")");
    expr.inputs().forEach(input -> inputs.add(number(input)));
    return name(expr.op()) + inputs;
  }

  private static String name(TypedOp op) {
    return switch (op) {
      case TypedOp.Constant(double value) -> Numbers.text(value);
      case TypedOp.Input(String name) -> "input " + name;
      case TypedOp.Variable(String name) -> "variable " + name;
      case TypedOp.Gradient(String name) -> "gradient " + name;
      case TypedOp.Clock(TypedOp.Hand hand) -> hand.name().toLowerCase(java.util.Locale.ROOT);
      case TypedOp.Kept(String name) -> "kept " + name;
      case TypedOp.BatchSize _ -> "batch_size";
      case TypedOp.Training _ -> "training";
      case TypedOp.Apply(var operation) -> operation.name();
      case TypedOp.Reduce(var combine, var axes, boolean batch) ->
          combine.name().toLowerCase(java.util.Locale.ROOT)
              + " "
              + axes
              + (batch ? " batch " : " ");
      case TypedOp.MatMul _ -> "matmul";
      case TypedOp.Reshape _ -> "reshape";
      case TypedOp.Transpose(var order) -> "transpose " + order + " ";
      case TypedOp.Broadcast _ -> "broadcast";
      case TypedOp.Select(Spacing places) -> "select " + text(places) + " ";
      case TypedOp.Place(Spacing places) -> "place " + text(places) + " ";
      case TypedOp.Concat(int axis) -> "concat " + axis + " ";
      case TypedOp.Gather(int axis) ->
          axis == TypedOp.Gather.ROWS ? "rows" : "gather " + axis + " ";
      case TypedOp.Ranks _ -> "ranks";
      case TypedOp.Range _ -> "range";
      case TypedOp.Draw(Initial distribution, int number) -> "draw " + number + " " + distribution;
      case TypedOp.Arranged(var arrangement) ->
          arrangement.name().toLowerCase(java.util.Locale.ROOT);
      case TypedOp.Uniform(int stream) -> "uniform " + stream;
    };
  }

  private static String text(Spacing places) {
    return places.start() + " + " + places.steps() + " along " + places.axes();
  }

  private static String type(ValueType type) {
    return (type.batched() ? "N × " : "") + type + (type.wide() ? " wide" : "");
  }

  private static String place(TypedExpr expr) {
    return expr.span().isNone()
        ? ""
        : "  // " + expr.span().source().name() + ":" + expr.span().line();
  }

  private String number(TypedExpr expr) {
    return expr.op() instanceof TypedOp.Constant(double value)
        ? Numbers.text(value)
        : "%" + numbers.get(expr);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
