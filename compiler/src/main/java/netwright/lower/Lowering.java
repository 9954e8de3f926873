package netwright.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.Initial;
import netwright.check.TypedExpr;
import netwright.check.TypedModel;
import netwright.grad.Gradient;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.runtime.Variable.Role;

/// Lowers a model to graphs. A training step is one graph, from the batch to the new parameters.
public final class Lowering {
  /// What the names of derivatives begin with.
  public static final String GRADIENT = "gradient.";

  private final TypedModel model;
  private final DType dtype;

  private Lowering(TypedModel model, DType dtype) {
    this.model = model;
    this.dtype = dtype;
  }

  /// Lowers `model`, whose numbers shall be of type `dtype`, graph by graph as they are asked for.
  public static Lowering of(TypedModel model, DType dtype) {
    return new Lowering(model, dtype);
  }

  /// All graphs of `model`, whose numbers are of type `dtype`.
  public static LoweredModel lower(TypedModel model, DType dtype) {
    Lowering lowering = of(model, dtype);
    return new LoweredModel(
        lowering.predict(),
        lowering.evaluate(),
        lowering.train(),
        lowering.update(),
        lowering.fits(),
        lowering.schedules(),
        lowering.variables());
  }

  /// See [LoweredModel#predict].
  public Graph predict() {
    Map<String, TypedExpr> values = new LinkedHashMap<>();
    model.outputs().forEach(output -> values.put("output." + output.name(), output.value()));
    return inference("predict", values, dtype);
  }

  /// See [LoweredModel#evaluate].
  public Graph evaluate() {
    Map<String, TypedExpr> values = new LinkedHashMap<>();
    values.put("loss", model.loss());
    model.metrics().forEach(metric -> values.put("metric." + metric.name(), metric.value()));
    return inference("evaluate", values, dtype);
  }

  private static Graph inference(String name, Map<String, TypedExpr> values, DType dtype) {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    List<Node> nodes = new ExprLowering(build, dtype, false).lower(List.copyOf(values.values()));
    List<Result> results = new ArrayList<>();
    int position = 0;
    for (String value : values.keySet()) {
      Node node = nodes.get(position++);
      boolean figure = !value.startsWith("output.") && node.type().isScalar();
      results.add(new Result.Value(value, figure ? build.convert(node, DType.F64) : node));
    }
    return Graph.of(name, results);
  }

  /// See [LoweredModel#train].
  public Graph train() {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    ExprLowering exprs = new ExprLowering(build, dtype, true);
    List<Result> results = new ArrayList<>();
    Map<String, Node> gradients = differentiated(exprs, build, results);
    if (isGrouped()) {
      gradients.forEach((name, gradient) -> results.add(accumulation(name, gradient, build)));
    } else {
      optimize(gradients, exprs, build, results);
    }
    return Graph.of("train", results);
  }

  /// The loss of a batch and its derivatives by the parameters, as they are before anything is done to them: the values
  /// `loss` and [#GRADIENT] with the parameter's name. Buffers are assigned as in a step.
  public Graph gradient() {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    ExprLowering exprs = new ExprLowering(build, dtype, true);
    List<Result> results = new ArrayList<>();
    differentiated(exprs, build, results)
        .forEach((name, gradient) -> results.add(new Result.Value(GRADIENT + name, gradient)));
    return Graph.of("gradient", results);
  }

  /// Adds the loss and the assignments of buffers to `results`; the gradients, by parameter.
  private Map<String, Node> differentiated(
      ExprLowering exprs, TensorBuilder build, List<Result> results) {
    List<TypedModel.ModelVariable> buffers =
        model.variables().stream().filter(variable -> variable.update().isPresent()).toList();
    List<TypedExpr> roots = new ArrayList<>(List.of(model.loss()));
    buffers.forEach(buffer -> roots.add(buffer.update().orElseThrow()));
    List<Node> forward = exprs.lower(roots);
    Node loss = build.convert(forward.getFirst(), DType.F64);
    results.add(new Result.Value("loss", loss));
    for (int i = 0; i < buffers.size(); i++) {
      results.add(
          assignment(buffers.get(i).name(), buffers.get(i).shape(), forward.get(i + 1), build));
    }
    return gradients(loss, exprs, build);
  }

  private boolean isGrouped() {
    return model.recipe().accumulate() > 1;
  }

  /// See [LoweredModel#update].
  public Optional<Graph> update() {
    if (!isGrouped()) {
      return Optional.empty();
    }
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    ExprLowering exprs = new ExprLowering(build, dtype, true);
    Node rows =
        build.add(
            new Source.Input(LoweredModel.ACCUMULATED, TensorType.scalar(DType.F64)), List.of());
    Map<String, Node> gradients = new LinkedHashMap<>();
    List<Result> results = new ArrayList<>();
    for (TypedModel.Update update : trained()) {
      TensorType type = new TensorType(dtype, update.shape(), false);
      Node sum = build.add(new Source.Variable(accumulated(update.parameter()), type), List.of());
      gradients.put(update.parameter(), build.divide(sum, build.convert(rows, dtype)));
      results.add(new Result.Assignment(accumulated(update.parameter()), build.like(0, sum)));
    }
    optimize(gradients, exprs, build, results);
    return Optional.of(Graph.of("update", results));
  }

  /// What the gradients of a group's batches are summed up in, each times the number of its rows.
  private static String accumulated(String parameter) {
    return parameter + "." + LoweredModel.ACCUMULATED;
  }

  private Result accumulation(String parameter, Node gradient, TensorBuilder build) {
    Node sum = build.add(new Source.Variable(accumulated(parameter), gradient.type()), List.of());
    Node rows = build.convert(build.batchSize(), dtype);
    return new Result.Assignment(
        accumulated(parameter), build.add(sum, build.multiply(gradient, rows)));
  }

  /// The updates of the parameters that the loss of the training graph reads.
  private List<TypedModel.Update> trained() {
    ExprLowering exprs = new ExprLowering(new TensorBuilder(new GraphBuilder()), dtype, true);
    exprs.lower(List.of(model.loss()));
    return trained(exprs);
  }

  private List<TypedModel.Update> trained(ExprLowering exprs) {
    return model.updates().stream()
        .filter(update -> exprs.variables().containsKey(update.parameter()))
        .toList();
  }

  private Map<String, Node> gradients(Node loss, ExprLowering exprs, TensorBuilder build) {
    List<TypedModel.Update> updates = trained(exprs);
    List<Node> parameters =
        updates.stream().map(update -> exprs.variables().get(update.parameter())).toList();
    Map<Node, Node> found = Gradient.of(build, loss, parameters);
    Map<String, Node> gradients = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      gradients.put(updates.get(i).parameter(), found.get(parameters.get(i)));
    }
    return gradients;
  }

  private void optimize(
      Map<String, Node> gradients, ExprLowering exprs, TensorBuilder build, List<Result> results) {
    build.at(new Origin(model.recipe().span(), "clip"), "clip");
    new Gradients(build).clipped(model.recipe().clip(), gradients).forEach(exprs::gradient);
    for (TypedModel.Update update : model.updates()) {
      if (gradients.containsKey(update.parameter())) {
        optimize(update, exprs, build, results);
      }
    }
  }

  private void optimize(
      TypedModel.Update update, ExprLowering exprs, TensorBuilder build, List<Result> results) {
    List<TypedExpr> roots = new ArrayList<>(List.of(update.next()));
    update.states().forEach(state -> roots.add(state.next()));
    List<Node> nodes = exprs.lower(roots);
    results.add(assignment(update.parameter(), update.shape(), nodes.getFirst(), build));
    for (int i = 0; i < update.states().size(); i++) {
      TypedModel.StateUpdate state = update.states().get(i);
      results.add(assignment(state.name(), state.shape(), nodes.get(i + 1), build));
    }
  }

  private Result assignment(String name, Shape shape, Node node, TensorBuilder build) {
    TensorType type = new TensorType(dtype, shape, false);
    return new Result.Assignment(name, build.broadcast(build.convert(node, dtype), type));
  }

  /// See [LoweredModel#fits]. In f64 whatever the precision of the model, and each after those it reads.
  public List<FitGraph> fits() {
    List<FitGraph> fits = new ArrayList<>();
    for (TypedModel.ModelVariable variable : model.variables()) {
      variable
          .fit()
          .ifPresent(fit ->
              fits.add(
                  new FitGraph(
                      variable.name(), inference("fit", Map.of(variable.name(), fit), DType.F64))));
    }
    return fits;
  }

  /// See [LoweredModel#schedules].
  public List<ScheduleGraphs> schedules() {
    List<ScheduleGraphs> graphs = new ArrayList<>();
    for (TypedModel.Schedule schedule : model.schedules()) {
      Map<String, Double> starts = new LinkedHashMap<>();
      Map<String, TypedExpr> next = new LinkedHashMap<>();
      next.put(schedule.name(), schedule.next());
      for (TypedModel.ScheduleState state : schedule.states()) {
        starts.put(state.name(), state.start());
        next.put(state.name(), state.next());
      }
      Graph first = inference("schedule", Map.of(schedule.name(), schedule.first()), DType.F64);
      graphs.add(
          new ScheduleGraphs(
              schedule.name(), starts, first, inference("schedule", next, DType.F64)));
    }
    return graphs;
  }

  /// See [LoweredModel#variables].
  public List<VariableSpec> variables() {
    List<VariableSpec> specs = new ArrayList<>();
    for (TypedModel.ModelVariable variable : model.variables()) {
      TensorType type = new TensorType(dtype, variable.shape(), false);
      specs.add(
          new VariableSpec(
              variable.name(), type, variable.role(), "", variable.initial(), variable.span()));
    }
    for (TypedModel.Update update : model.updates()) {
      for (TypedModel.StateUpdate state : update.states()) {
        TensorType type = new TensorType(dtype, state.shape(), false);
        specs.add(
            new VariableSpec(
                state.name(),
                type,
                Role.OPTIMIZER_STATE,
                state.state(),
                state.initial(),
                state.next().span()));
      }
    }
    if (isGrouped()) {
      for (TypedModel.Update update : trained()) {
        TensorType type = new TensorType(dtype, update.shape(), false);
        specs.add(
            new VariableSpec(
                accumulated(update.parameter()),
                type,
                Role.OPTIMIZER_STATE,
                LoweredModel.ACCUMULATED,
                Initial.ZERO,
                update.next().span()));
      }
    }
    return specs;
  }
}
