package netwright.runtime.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import netwright.runtime.Persistent;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.runtime.Weights;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;

/// What the trainers that the compiler writes have in common. A trainer is for one thread at a time.
///
/// It trains by the recipe of the network on samples that are all there ([#fit]), or step by step on those that come
/// along. Both leave the bits that `netc train` would.
public abstract class CompiledTrainer implements Evaluator {
  private static final String SEED = "netwright.seed";

  private final TrainingLayout layout;
  private final Programs programs;
  private final Persistent persistent;
  private final long seed;
  private final Batch step;
  private final Optional<GroupUpdate> update;
  private final CompiledSchedules schedules;
  private Stepper stepper;
  private Batch gradient;
  private Batch current;
  private StagedProgram evaluation;
  private boolean prepared;
  private int epoch;

  private CompiledTrainer(
      MethodHandles.Lookup lookup,
      String className,
      TrainingLayout layout,
      long seed,
      boolean prepared) {
    this.layout = layout;
    this.programs = new Programs(lookup, className);
    this.persistent = layout.persistent();
    this.seed = seed;
    this.prepared = prepared || !layout.programs.containsKey("Fit");
    this.step = batch("Train");
    this.update =
        layout.programs.containsKey("Update") ? Optional.of(groupUpdate()) : Optional.empty();
    this.schedules = new CompiledSchedules(layout, programs);
    new FirstValues(layout, programs, seed).fill(persistent, !prepared);
    step.memory.seed = seed;
    plan(Integer.MAX_VALUE);
    schedules.begin(stepper.spec(), stepper.memory());
  }

  /// A trainer that begins with first values by the seed of the recipe.
  ///
  /// @param lookup of the package that the classes of the network are in
  /// @param className the binary name of the class that users call
  protected CompiledTrainer(MethodHandles.Lookup lookup, String className, TrainingLayout layout) {
    this(lookup, className, layout, layout.recipe.seed(), false);
  }

  /// A trainer that begins with first values by `seed`.
  ///
  /// @param lookup of the package that the classes of the network are in
  /// @param className the binary name of the class that users call
  protected CompiledTrainer(
      MethodHandles.Lookup lookup, String className, TrainingLayout layout, long seed) {
    this(lookup, className, layout, seed, false);
  }

  /// A trainer that begins with trained weights.
  ///
  /// @param lookup of the package that the classes of the network are in
  /// @param className the binary name of the class that users call
  /// @param source how messages call the weights
  /// @throws MalformedFileException if they are not those of this network
  protected CompiledTrainer(
      MethodHandles.Lookup lookup,
      String className,
      TrainingLayout layout,
      String source,
      TensorFile weights)
      throws MalformedFileException {
    this(lookup, className, layout, layout.recipe.seed(), true);
    Weights.fromFile(source, weights, layout.variables, persistent);
  }

  private Batch batch(String program) {
    ProgramSpec spec = layout.programs.get(program);
    return new Batch(layout, spec, programs.fastest(program, spec, persistent), persistent);
  }

  private GroupUpdate groupUpdate() {
    ProgramSpec spec = layout.programs.get("Update");
    return new GroupUpdate(
        layout.accumulate,
        programs.fastest("Update", spec, persistent),
        spec,
        spec.memory(persistent));
  }

  /// The recipe in the source of the network, but for the seed.
  public final Recipe recipe() {
    return layout.recipe;
  }

  /// All variables, which have their places in [#values].
  public final List<Variable> variables() {
    return List.copyOf(layout.variables);
  }

  /// The values of all variables as they are; whoever changes them changes the network.
  public final Persistent values() {
    return persistent;
  }

  /// The present weights, as a weights file holds them.
  public final TensorFile weights() {
    Map<String, String> metadata = new LinkedHashMap<>(layout.metadata);
    metadata.put(SEED, Long.toString(seed));
    return Weights.toFile(layout.variables, persistent, metadata);
  }

  /// Writes the present weights to `path`, as a whole or not at all.
  ///
  /// @throws IOException if writing fails; what stood under that name stands there still
  public final void save(Path path) throws IOException {
    Safetensors.write(path, weights());
  }

  /// Computes what the network learns from samples before the first step, such as the mean and deviation of a
  /// `standardize`. [#fit] does it by itself with weights that are fresh; before a first [#step] it is due, if there is such a
  /// thing in the network.
  ///
  /// @throws IllegalArgumentException if the samples lack an input, or have it in another size
  public final void prepare(DataSet samples) {
    if (layout.programs.containsKey("Fit")) {
      Map<String, double[]> fitted = staged("Fit", Programs.nothing()).run(samples);
      for (Variable variable : layout.variables) {
        double[] values = fitted.get(variable.name());
        for (int i = 0; values != null && i < values.length; i++) {
          persistent.set(variable.offset() + i, values[i]);
        }
      }
    }
    prepared = true;
  }

  /// Trains by the recipe on `samples`, and watches the loss on them.
  ///
  /// @throws IllegalArgumentException if there are none, or they lack an input, or have it in another size
  public final TrainingLoop.Outcome fit(DataSet samples, EpochListener listener) {
    return fit(samples, Validation.NONE.samples(), listener);
  }

  /// Trains by the recipe on `samples`, and watches the loss on `held`, which are not trained on. The optimizer begins
  /// anew; weights go on from where they are.
  ///
  /// @throws IllegalArgumentException if there are no samples, or they lack an input, or have it in another size
  public final TrainingLoop.Outcome fit(DataSet samples, DataSet held, EpochListener listener) {
    if (prepared) {
      new FirstValues(layout, programs, seed).fill(persistent, false);
    } else {
      prepare(samples);
    }
    Recipe recipe = layout.recipe;
    TrainingLoop loop =
        new TrainingLoop(
            step.program,
            step.spec,
            step.memory,
            samples,
            new Recipe(
                Math.min(recipe.batch(), Math.max(1, samples.rows())),
                recipe.epochs(),
                seed,
                recipe.shuffle(),
                recipe.patience()),
            new Validation(this, held),
            update,
            schedules);
    TrainingLoop.Outcome outcome = loop.run(listener);
    epoch = outcome.epochs() + 1;
    return outcome;
  }

  /// The loss, and every metric by its name, as if all samples were one batch. However many there are, a few are looked at at
  /// a time.
  ///
  /// @throws IllegalArgumentException if the samples lack an input, or have it in another size
  @Override
  public final Map<String, Double> evaluate(DataSet samples) {
    if (evaluation == null) {
      evaluation = staged("Evaluate", persistent);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> each : evaluation.run(samples).entrySet()) {
      String name = each.getKey();
      figures.put(name.startsWith("metric.") ? name.substring(7) : name, each.getValue()[0]);
    }
    return figures;
  }

  private StagedProgram staged(String name, Persistent weights) {
    List<StagedProgram.Stage> stages = new ArrayList<>();
    for (int i = 0; layout.programs.containsKey(name + i); i++) {
      stages.add(stage(name + i, weights));
    }
    return new StagedProgram(stages, stage(name, weights));
  }

  private StagedProgram.Stage stage(String name, Persistent weights) {
    ProgramSpec spec = layout.programs.get(name);
    TrainingLayout.Gathers gathers = layout.gathers.get(name);
    return StagedProgram.Stage.of(
        programs.fastest(name, spec, weights), spec, weights, gathers.ways(), gathers.kept());
  }

  /// Says how many steps are to come, of which the input `progress` of schedules is the share that is done. Unless it is
  /// said, `progress` stays 0 in steps that are not those of [#fit].
  public final void plan(int steps) {
    Recipe recipe = new Recipe(layout.recipe.batch(), steps, seed, false, OptionalInt.empty());
    stepper =
        new Stepper(step.spec, step.memory, update, recipe, recipe.batch() * layout.accumulate);
    epoch = 1;
    stepper.epoch(epoch);
  }

  /// Ends what counts as an epoch of steps: the input `epoch` of schedules goes on by one, and those with states hear of
  /// `loss`.
  public final void endEpoch(double loss) {
    stepper.endOfEpoch();
    schedules.ended(
        new EpochReport(
            epoch, layout.recipe.epochs(), stepper.steps(), loss, OptionalDouble.empty(), 0),
        stepper.spec(),
        stepper.memory());
    stepper.epoch(++epoch);
  }

  /// Begins to take a batch of `rows` samples for a step.
  protected final void begin(int rows) {
    requirePrepared();
    current = step;
    current.begin(rows);
  }

  /// Begins to take a batch of `rows` samples for the loss and its derivatives.
  protected final void beginGradients(int rows) {
    requirePrepared();
    if (gradient == null) {
      gradient = batch("Gradient");
      gradient.memory.seed = seed;
    }
    current = gradient;
    current.begin(rows);
  }

  private void requirePrepared() {
    if (!prepared) {
      throw new IllegalStateException(
          layout.network + " learns from data before the first step: call prepare(samples)");
    }
  }

  /// Takes an input or target of the batch.
  protected final void give(int input, float[] values) {
    current.give(input, values);
  }

  /// Takes an input or target of the batch.
  protected final void give(int input, double[] values) {
    current.give(input, values);
  }

  /// Takes the classes of an input or target of the batch.
  protected final void give(int input, int[] classes) {
    current.give(input, classes);
  }

  /// Takes an input or target of the batch: classes are ints, numbers are in the precision of the network, all in the
  /// machine's own byte order.
  protected final void give(int input, MemorySegment values) {
    current.give(input, values);
  }

  /// Trains on the batch that was given; its loss before the step.
  protected final double step() {
    stepper.beforeBatch();
    double loss = step.run();
    stepper.afterBatch(step.rows());
    return loss;
  }

  /// The loss of the batch that was given, and its derivatives by the parameters, each to the array under its name; those
  /// that have none there are left out. Weights stay as they are; buffers, such as the running mean of a batch norm, change
  /// as in a step.
  protected final double lossAndGradients(Map<String, float[]> gradients) {
    gradient.memory.step++;
    double loss = gradient.run();
    gradient.takeFloats(gradients);
    return loss;
  }

  /// The same in f64.
  protected final double lossAndWideGradients(Map<String, double[]> gradients) {
    gradient.memory.step++;
    double loss = gradient.run();
    gradient.takeDoubles(gradients);
    return loss;
  }
}
