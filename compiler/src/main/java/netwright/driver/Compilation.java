package netwright.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import netwright.check.TypedModel;
import netwright.diag.Problems;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.lower.LoweredModel;
import netwright.lower.Lowering;
import netwright.lower.VariableSpec;
import netwright.plan.VariableLayout;
import netwright.rewrite.BatchSplit;
import netwright.rewrite.Pipeline;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.syntax.Ast.NetFile;

/// A network whose source has no errors. What a command does not need is not made.
public final class Compilation {
  /// Samples at a time, if memory suffices, when a whole data set is judged or predicted.
  private static final int PIECE = 256;

  private final List<Path> sources;
  private final SourceFile text;
  private final NetFile tree;
  private final TypedModel model;
  private final CompileOptions options;
  private final Problems warnings;
  private final LoweredModel lowered;
  private final VariableLayout layout;

  /// @param sources the network's file, and those imported
  Compilation(
      SourceFile text,
      List<Path> sources,
      NetFile tree,
      TypedModel model,
      CompileOptions options,
      Problems warnings) {
    this.sources = sources.stream().distinct().toList();
    this.text = text;
    this.tree = tree;
    this.model = model;
    this.options = options;
    this.warnings = warnings;
    this.lowered = Lowering.lower(model, model.recipe().precision());
    this.layout =
        VariableLayout.of(
            model.recipe().precision(),
            lowered.variables().stream().map(Compilation::wanted).toList());
  }

  private static VariableLayout.Wanted wanted(VariableSpec variable) {
    return new VariableLayout.Wanted(
        variable.name(), variable.role(), variable.state(), variable.type().shape().sizes());
  }

  /// Where the source is.
  public Path file() {
    return sources.getFirst();
  }

  /// All the source files that were read: the network's own, which is the first, and what it imports.
  public List<Path> sources() {
    return sources;
  }

  /// What the checker warns of.
  public Problems warnings() {
    return warnings;
  }

  /// What was asked for.
  public CompileOptions options() {
    return options;
  }

  /// All that lives from run to run.
  public List<Variable> variables() {
    return layout.variables();
  }

  /// Loads the network into this virtual machine, with a class loader of its own.
  public LoadedNetwork load() {
    return new LoadedNetwork(this);
  }

  /// A stage as text.
  public String dump(Stage stage) {
    return new Dumps(this).text(stage);
  }

  /// The network as the checker understands it.
  TypedModel model() {
    return model;
  }

  /// SHA-256 of the source, in hexadecimal.
  String sourceHash() {
    return text.hash();
  }

  NetFile tree() {
    return tree;
  }

  /// What the network's numbers are.
  Precision precision() {
    return switch (model.recipe().precision()) {
      case F32 -> Precision.F32;
      case F64 -> Precision.F64;
    };
  }

  /// An array for all that lives from run to run.
  Persistent persistent() {
    return Persistent.of(precision(), layout.size());
  }

  /// Bytes of a memory for a program, that of all that lives from run to run included.
  long bytes(ProgramSpec spec) {
    long each = precision() == Precision.F32 ? Float.BYTES : Double.BYTES;
    return each * layout.size() + BackEnd.bytes(spec);
  }

  /// How many threads a training may use: those that the recipe asks for, or all that there are.
  int threads() {
    return model.recipe().threads().orElse(Runtime.getRuntime().availableProcessors());
  }

  LoweredModel lowered() {
    return lowered;
  }

  VariableLayout layout() {
    return layout;
  }

  /// The back end of a training step with batches of at most `batch` samples.
  BackEnd train(int batch) {
    return BackEnd.of(Pipeline.canonical(lowered.train()), batch, layout);
  }

  /// The back end of the optimizer's step after a group of batches, if a group has more than one.
  Optional<BackEnd> update() {
    return lowered.update().map(graph -> BackEnd.of(Pipeline.canonical(graph), 1, layout));
  }

  /// The back end of the loss and its derivatives on batches of at most `batch` samples.
  BackEnd gradient(int batch) {
    Graph graph = Lowering.of(model, model.recipe().precision()).gradient();
    return BackEnd.of(Pipeline.canonical(graph), batch, layout);
  }

  /// The back end of a graph in f64 that reads no variables; its bits stay as they are.
  BackEnd alone(Graph graph) {
    return BackEnd.inPieces(Pipeline.exact(graph), PIECE, new VariableLayout(DType.F64));
  }

  /// The back end of a prediction.
  BackEnd predict() {
    return BackEnd.inPieces(Pipeline.canonical(lowered.predict()), PIECE, layout);
  }

  /// The back end of a prediction by weights that never change.
  BackEnd predictor() {
    return BackEnd.forConstants(Pipeline.canonical(lowered.predict()), PIECE, layout.weights());
  }

  /// The evaluation of a whole data set, cut in two.
  BatchSplit evaluation() {
    return BatchSplit.of(Pipeline.canonical(lowered.evaluate()));
  }

  /// The back end of the part of an evaluation that looks at one sample at a time.
  BackEnd evaluate(Graph perSample) {
    return BackEnd.inPieces(perSample, PIECE, layout);
  }

  /// A program in plain code around one vector kernel, for the time in which the kernels of `flavour` are not warm.
  Executable sharedTile(BackEnd backEnd, String purpose, Flavour flavour) {
    return backEnd.sharedTile(className() + "$" + purpose, sourceName(), flavour);
  }

  /// A program to run, in the way that was asked for.
  ///
  /// @param purpose what its class is called after the network, such as `Train`
  Executable executable(BackEnd backEnd, String purpose, Flavour flavour) {
    return executable(backEnd, purpose, flavour, 1);
  }

  /// The same for at most `threads` threads; see [BackEnd#compiled].
  Executable executable(BackEnd backEnd, String purpose, Flavour flavour, int threads) {
    return switch (options.mode()) {
      case INTERPRETED -> backEnd.interpreted();
      case COMPILED ->
          backEnd.compiled(className() + "$" + purpose, sourceName(), flavour, threads);
    };
  }

  /// The binary name of the class that users see.
  String className() {
    return model.packageName().isEmpty() ? model.name() : model.packageName() + "." + model.name();
  }

  /// What stack traces call the source.
  String sourceName() {
    return file().getFileName().toString();
  }
}
