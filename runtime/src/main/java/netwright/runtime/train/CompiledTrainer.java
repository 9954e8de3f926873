package netwright.runtime.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private static final String SOURCE = "netwright.source";
  private static final String EPOCH = "training/epoch";

  private final TrainingLayout layout;
  private final Programs programs;
  private final Persistent persistent;
  private final long seed;
  private final Batch step;
  private final Optional<GroupUpdate> update;
  private final CompiledSchedules schedules;
  private final Stepper stepper;
  private Batch gradient;
  private Batch current;
  private StagedProgram evaluation;
  private Checkpoint resumed;
  private boolean prepared;
  private int epoch;

  private CompiledTrainer(TrainingLayout layout, Programs programs, Long seed, boolean isFresh) {
    this.layout = layout;
    this.programs = programs;
    this.persistent = layout.persistent();
    this.seed = seed == null ? layout.recipe.seed() : seed;
    this.prepared = !isFresh || !layout.programs.containsKey("Fit");
    this.step = new Batch(layout, "Train", programs, persistent);
    this.update =
        layout.programs.containsKey("Update") ? Optional.of(groupUpdate()) : Optional.empty();
    this.schedules = new CompiledSchedules(layout, programs);
    this.stepper = new Stepper(step.spec, step.memory, update, layout.recipe, 1);
    programs.begin(persistent, this.seed, isFresh);
    step.memory.seed = this.seed;
    planned(Double.POSITIVE_INFINITY);
    schedules.begin(stepper.spec(), stepper.memory());
  }

  /// A trainer that begins with first values.
  ///
  /// @param lookup of the package that the classes of the network are in
  /// @param className the binary name of the class that users call
  /// @param seed null if it is that of the recipe
  protected CompiledTrainer(
      MethodHandles.Lookup lookup, String className, TrainingLayout layout, Long seed) {
    this(layout, new Programs(lookup, className, layout), seed, true);
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
    this(layout, new Programs(lookup, className, layout), null, false);
    Weights.fromFile(source, weights, layout.variables, persistent);
  }

  /// A trainer that goes on from a checkpoint.
  ///
  /// @param lookup of the package that the classes of the network are in
  /// @param className the binary name of the class that users call
  /// @throws MalformedFileException if it is not of a training of this network
  protected CompiledTrainer(
      MethodHandles.Lookup lookup, String className, TrainingLayout layout, Checkpoint checkpoint)
      throws MalformedFileException {
    this(layout, new Programs(lookup, className, layout), checkpoint.count("training/seed"), false);
    String source = layout.metadata.get(SOURCE);
    if (!source.equals(checkpoint.about().get(SOURCE))) {
      throw checkpoint.damaged("it is of another network, or of another version of it");
    }
    checkpoint.get("", layout.variables, persistent);
    stepper.resume(checkpoint);
    stepper.resumePlan(checkpoint);
    epoch = checkpoint.count(EPOCH, Integer.MAX_VALUE);
    stepper.epoch(epoch);
    schedules.resume(checkpoint, stepper.spec(), stepper.memory());
    resumed = checkpoint.has("training/batch") ? checkpoint : null;
  }

  private GroupUpdate groupUpdate() {
    ProgramSpec spec = layout.programs.get("Update");
    return new GroupUpdate(
        layout.accumulate, programs.fastest("Update", persistent), spec, spec.memory(persistent));
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
    return Weights.toFile(layout.variables, persistent, metadata());
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>(layout.metadata);
    metadata.put(SEED, Long.toString(seed));
    return metadata;
  }

  /// Writes the present weights to `path`, as a whole or not at all.
  ///
  /// @throws IOException if writing fails; what stood under that name stands there still
  public final void save(Path path) throws IOException {
    Safetensors.write(path, weights());
  }

  /// Writes all that steps go on from to `path`, as a whole or not at all.
  ///
  /// @throws IOException if writing fails; what stood under that name stands there still
  public final void checkpoint(Path path) throws IOException {
    Checkpoint checkpoint = new Checkpoint();
    checkpoint.put("", layout.variables, persistent);
    checkpoint.put(EPOCH, epoch);
    stepper.save(checkpoint);
    stepper.savePlan(checkpoint);
    schedules.save(checkpoint);
    checkpoint.write(path, metadata());
  }

  /// Writes all that a [#fit] goes on from to `path`, as a whole or not at all.
  ///
  /// @param loop what [EpochListener#between] is told
  /// @throws UncheckedIOException if writing fails; what stood under that name stands there still
  public final void checkpoint(Path path, TrainingLoop loop) {
    try {
      loop.checkpoint(layout.variables).write(path, metadata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Computes what the network learns from samples before the first step, such as the mean and deviation of a
  /// `standardize`. [#fit] does it by itself with weights that are fresh; before a first step it is due, if there is such a
  /// thing in the network.
  ///
  /// @throws IllegalArgumentException if the samples lack an input, or have it in another size
  public final void prepare(DataSet samples) {
    if (layout.programs.containsKey("Fit")) {
      Map<String, double[]> fitted = programs.staged("Fit").run(samples);
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

  /// Trains by the recipe on `samples`, and watches the loss on `held`, which are not trained on. Weights go on from where
  /// they are, and the optimizer begins anew; but a trainer that was resumed from a checkpoint of a `fit` goes on with that, on
  /// the same samples.
  ///
  /// @param listener may write checkpoints
  /// @throws IllegalArgumentException if there are no samples, or they lack an input, or have it in another size, or are not those
  ///     of the checkpoint
  public final TrainingLoop.Outcome fit(DataSet samples, DataSet held, EpochListener listener) {
    if (!prepared) {
      prepare(samples);
    } else if (resumed == null) {
      programs.begin(persistent, seed, false);
    }
    Recipe recipe = layout.recipe;
    int batch = Math.min(recipe.batch(), Math.max(1, samples.rows()));
    TrainingLoop loop =
        new TrainingLoop(
            step.program,
            step.spec,
            step.memory,
            samples,
            new Recipe(batch, recipe.epochs(), seed, recipe.shuffle(), recipe.patience()),
            new Validation(this, held),
            update,
            schedules);
    try {
      if (resumed != null) {
        loop.resume(resumed, layout.variables);
        resumed = null;
      }
      TrainingLoop.Outcome outcome = loop.run(listener);
      goOn(outcome);
      return outcome;
    } catch (MalformedFileException e) {
      throw new IllegalArgumentException("these are not the samples of the checkpoint", e);
    }
  }

  /// Lets steps count on from those of a [#fit].
  private void goOn(TrainingLoop.Outcome outcome) throws MalformedFileException {
    Checkpoint counts = new Checkpoint();
    stepper.save(counts);
    counts.put("training/step", outcome.steps());
    counts.put("training/group.batches", 0L);
    counts.put("training/group.rows", 0L);
    stepper.resume(counts);
    stepper.plan(Double.POSITIVE_INFINITY);
    epoch = outcome.epochs() + 1;
    stepper.epoch(epoch);
  }

  /// The loss, and every metric by its name, as if all samples were one batch. However many there are, a few are looked at at
  /// a time.
  ///
  /// @throws IllegalArgumentException if the samples lack an input, or have it in another size
  @Override
  public final Map<String, Double> evaluate(DataSet samples) {
    if (evaluation == null) {
      evaluation = programs.staged("Evaluate", persistent);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> each : evaluation.run(samples).entrySet()) {
      String name = each.getKey();
      figures.put(name.startsWith("metric.") ? name.substring(7) : name, each.getValue()[0]);
    }
    return figures;
  }

  /// Says how many steps are to come, of which the input `progress` of schedules is the share that is done. Unless it is
  /// said, `progress` stays 0 in steps that are not those of [#fit], which ends what was planned. The optimizer goes on from
  /// where it is.
  ///
  /// @throws IllegalArgumentException if `steps` is not positive
  public final void plan(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a plan has at least 1 step");
    }
    planned(steps);
  }

  private void planned(double steps) {
    stepper.plan(steps);
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
    begin(step, rows);
  }

  /// Begins to take a batch of `rows` samples for the loss and its derivatives.
  protected final void beginGradients(int rows) {
    begin(gradient(), rows);
  }

  private Batch gradient() {
    if (gradient == null) {
      gradient = new Batch(layout, "Gradient", programs, persistent);
      gradient.memory.seed = seed;
    }
    return gradient;
  }

  private void begin(Batch batch, int rows) {
    if (!prepared) {
      throw new IllegalStateException(
          layout.network + " learns from data before the first step: call prepare(samples)");
    }
    current = batch;
    current.begin(rows);
  }

  /// Takes an input or target of the batch.
  protected final void give(int input, float[] values) {
    current.give(input, values);
  }

  /// Takes an input or target of the batch of a network in f64.
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
    return differentiate(gradients, Map.of());
  }

  /// The same of a network in f64.
  protected final double lossAndWideGradients(Map<String, double[]> gradients) {
    return differentiate(Map.of(), gradients);
  }

  private double differentiate(Map<String, float[]> floats, Map<String, double[]> doubles) {
    gradient.memory.step++;
    double loss = gradient.run();
    gradient.take(floats, doubles);
    return loss;
  }

  /// An array for the derivatives by each parameter.
  protected final Map<String, float[]> newGradients() {
    Map<String, float[]> floats = new LinkedHashMap<>();
    gradient().arrays(floats, new LinkedHashMap<>());
    return floats;
  }

  /// The same of a network in f64.
  protected final Map<String, double[]> newWideGradients() {
    Map<String, double[]> doubles = new LinkedHashMap<>();
    gradient().arrays(new LinkedHashMap<>(), doubles);
    return doubles;
  }
}
