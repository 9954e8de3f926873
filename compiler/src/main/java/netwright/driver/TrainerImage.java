package netwright.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.check.Elements;
import netwright.check.Initial;
import netwright.check.Recipe;
import netwright.check.TypedModel;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.emit.EmittedClass;
import netwright.facade.ResourceWriter;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.lower.Fits;
import netwright.lower.ScheduleGraphs;
import netwright.lower.StartGraph;
import netwright.lower.VariableSpec;
import netwright.op.Contract;
import netwright.op.Uniform;
import netwright.rewrite.Pipeline;
import netwright.rewrite.Stages;
import netwright.runtime.Flavour;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.TrainingLayout;

/// A trainer that needs no compiler beside it: programs as class files, and a text that says how they work together, which
/// `netwright.runtime.train.TrainingLayout` reads.
///
/// What runs often and computes much is there in every flavour, the rest in scalar code.
final class TrainerImage {
  private final Compilation compilation;
  private final ResourceWriter text = new ResourceWriter();
  private final List<EmittedClass> classes = new ArrayList<>();
  private final Map<String, String> startPrograms = new HashMap<>();
  private final List<List<Object>> starts = new ArrayList<>();

  private TrainerImage(Compilation compilation) {
    this.compilation = compilation;
  }

  /// The trainer of a network.
  ///
  /// @throws CompilationFailed if a figure of the network needs all samples at once, or a program more memory than there is
  static TrainerImage of(Compilation compilation) {
    TrainerImage image = new TrainerImage(compilation);
    image.write();
    return image;
  }

  /// The class files of the programs.
  List<EmittedClass> classes() {
    return List.copyOf(classes);
  }

  /// How they work together.
  String text() {
    return text.toString();
  }

  private void write() {
    text.line("training").plain(TrainingLayout.FORMAT);
    recipe();
    ports();
    program("Train", compilation.train(compilation.model().recipe().batch()), true);
    compilation.update().ifPresent(update -> program("Update", update, true));
    program("Gradient", compilation.gradient(compilation.model().recipe().batch()), true);
    evaluation();
    fits();
    variables();
    schedules();
  }

  private void recipe() {
    Recipe recipe = compilation.model().recipe();
    text.line("network")
        .word(compilation.model().name())
        .plain(compilation.precision().name())
        .plain(compilation.layout().size());
    text.line("recipe")
        .plain(recipe.accumulate())
        .plain(recipe.patience().orElse(0))
        .plain(recipe.batch())
        .plain(recipe.epochs())
        .plain(recipe.seed())
        .plain(recipe.shuffle());
    WeightFiles.origin(compilation)
        .forEach((name, value) -> text.line("metadata").word(name).word(value));
  }

  private void ports() {
    for (TypedModel.Port port : compilation.model().trainingPorts()) {
      int classes =
          port.type().elements() instanceof Elements.OneOf(int count, List<String> _) ? count : 0;
      text.line("port").word(port.name()).plain(classes).plain(port.type().shape().elements());
    }
  }

  private void evaluation() {
    Graph graph = Pipeline.canonical(compilation.lowered().evaluate());
    for (Result result : graph.results()) {
      requireStages(Graph.of(graph.name(), List.of(result)), Evaluation.figure(result.name()));
    }
    Stages stages = Stages.of(graph);
    for (int i = 0; i < stages.stages().size(); i++) {
      Graph stage = stages.stages().get(i);
      program("Evaluate" + i, compilation.evaluate(stage), computesMuch(stage));
    }
    program("Evaluate", BackEnd.of(stages.last(), 1, compilation.layout()), false);
  }

  private void fits() {
    if (compilation.lowered().fits().isEmpty()) {
      return;
    }
    Graph graph = Fits.together(compilation.lowered().fits());
    if (graph.nodes().stream().anyMatch(node -> node.op() instanceof Uniform)) {
      throw Failures.of(
          Code.NOT_SUPPORTED_YET,
          "a trainer cannot fit a state to random draws",
          "draw outside of `fit`");
    }
    for (Result result : graph.results()) {
      requireStages(Graph.of(graph.name(), List.of(result)), result.name());
    }
    Stages stages = Stages.of(graph);
    for (int i = 0; i < stages.stages().size(); i++) {
      program("Fit" + i, compilation.alone(stages.stages().get(i)), false);
    }
    program("Fit", compilation.alone(stages.last()), false);
  }

  private static void requireStages(Graph graph, String figure) {
    Stages.obstacle(graph)
        .ifPresent(obstacle -> {
          throw Failures.of(
              Code.NOT_SUPPORTED_YET,
              "a trainer cannot compute `%s` a piece of the data at a time: its `%s` looks at all samples"
                  .formatted(figure, obstacle.op().name()),
              "write it with sums, maxima and ranks over the batch");
        });
  }

  /// Vectors pay where there are contractions.
  private static boolean computesMuch(Graph graph) {
    return graph.nodes().stream().map(Node::op).anyMatch(Contract.class::isInstance);
  }

  private void variables() {
    for (VariableSpec spec : compilation.lowered().variables()) {
      starts.clear();
      first(spec);
      text.line("variable").variable(compilation.layout().get(spec.name()));
      for (List<Object> start : starts) {
        text.line("start");
        start.forEach(text::plain);
      }
    }
  }

  /// How a variable begins: lines about all that its first values are made of, and then about these.
  private void first(VariableSpec spec) {
    int size = spec.type().shape().elements();
    if (!(spec.initial() instanceof Initial.Computed(var value))) {
      drawn(spec.initial(), 0, size);
      return;
    }
    StartGraph start = StartGraph.of(value, spec.type().shape()).numbered();
    for (StartGraph.Part part : start.parts()) {
      switch (part) {
        case StartGraph.Part.Drawn(var _, var shape, Initial drawn, int number) ->
            drawn(drawn, number, shape.elements());
        case StartGraph.Part.Made(var _, var shape, var arrangement, Graph input) -> {
          int last = shape.size(shape.rank() - 1);
          made(arrangement.name(), shape.elements() / last, last, start(input));
        }
      }
    }
    made("COMPUTED", 1, size, start(start.graph()));
  }

  private void made(String way, int rows, int columns, String program) {
    starts.add(List.of(way, rows, columns, program));
  }

  private void drawn(Initial initial, int number, int size) {
    starts.add(
        switch (initial) {
          case Initial.Fill(double value) -> List.of("FILL", 1, size, number, value, 0);
          case Initial.Uniform(double low, double high) ->
              List.of("UNIFORM", 1, size, number, low, high);
          case Initial.Normal(double mean, double deviation) ->
              List.of("NORMAL", 1, size, number, mean, deviation);
          case Initial.Computed _ -> throw new IllegalArgumentException(initial + " is not drawn");
        });
  }

  /// The program of `graph`, the same for all variables that begin alike.
  private String start(Graph graph) {
    String key = graph.toString().replaceAll(" +// .*", "");
    String known = startPrograms.get(key);
    if (known != null) {
      return known;
    }
    String name = "Start" + startPrograms.size();
    startPrograms.put(key, name);
    program(name, compilation.alone(graph), false);
    return name;
  }

  private void schedules() {
    List<ScheduleGraphs> schedules = compilation.lowered().schedules();
    for (int i = 0; i < schedules.size(); i++) {
      ScheduleGraphs schedule = schedules.get(i);
      program("First" + i, compilation.alone(schedule.first()), false);
      program("Next" + i, compilation.alone(schedule.next()), false);
      text.line("schedule").word(schedule.name());
      schedule.starts().forEach((state, start) -> text.word(state).plain(start));
    }
  }

  private void program(String name, BackEnd backEnd, boolean allFlavours) {
    ProgramSpec spec = backEnd.plan().spec();
    text.line("program")
        .spec(
            new ProgramSpec(
                name,
                spec.capacity(),
                spec.scratchSize(),
                spec.wideSize(),
                spec.lanesSize(),
                spec.inputs(),
                spec.outputs()));
    classes.addAll(
        backEnd.classes(
            compilation.className() + "$" + name,
            compilation.sourceName(),
            allFlavours ? List.of(Flavour.values()) : List.of(Flavour.SCALAR)));
  }
}
