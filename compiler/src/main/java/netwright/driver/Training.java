package netwright.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import netwright.check.Recipe;
import netwright.data.DataLoader;
import netwright.data.DataRecipe;
import netwright.data.LoadedData;
import netwright.data.RowEstimate;
import netwright.data.TextSize;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Problems;
import netwright.runtime.Persistent;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.GroupUpdate;
import netwright.runtime.train.TrainingLoop;
import netwright.runtime.train.Validation;

/// Trains a network by its recipe, judges it, and saves its weights.
///
/// Threads get its programs ready from the beginning; they end with [#run], or with [#close] if there is to be no run.
public final class Training implements AutoCloseable {
  private final Compilation compilation;
  private final LoadedData data;
  private final TrainingPrograms programs;
  private final Persistent persistent;
  private final Optional<WeightSource> weights;

  private Training(Compilation compilation, Optional<WeightSource> weights) {
    this.compilation = compilation;
    this.weights = weights;
    this.persistent = compilation.persistent();
    DataRecipe recipe = new DataRecipes(compilation).recipe();
    TrainingPrograms early = TrainingPrograms.of(compilation, RowEstimate.of(recipe.sources()));
    try {
      this.data = DataLoader.load(recipe, compilation.precision());
      this.programs = early.whenThereAre(data.train().rows());
    } catch (RuntimeException | Error failed) {
      early.close();
      throw failed;
    }
  }

  /// A training of `compilation`, from fresh weights or from those in a file.
  ///
  /// @throws CompilationFailed if data or weights cannot be read
  public static Training of(Compilation compilation, Optional<Path> weights) {
    return from(compilation, weights.map(WeightSource::of));
  }

  /// A training of `compilation`, from fresh weights or from those of some source.
  ///
  /// @throws CompilationFailed if data or weights cannot be read
  public static Training from(Compilation compilation, Optional<WeightSource> weights) {
    Training training = new Training(compilation, weights);
    try {
      FirstWeights.fill(compilation, training.data.train(), training.persistent);
      weights.ifPresent(source -> WeightFiles.loadFirst(compilation, source, training.persistent));
      return training;
    } catch (RuntimeException | Error failed) {
      training.close();
      throw failed;
    }
  }

  /// Ends its threads. If it runs nevertheless, it takes longer.
  @Override
  public void close() {
    programs.close();
  }

  /// Whether a training is long enough to go on in a JVM with both of its compilers, and with vectors, as far as the size
  /// of the data can tell before it is read.
  public static boolean isSurelyWorthAStart(Compilation compilation) {
    DataRecipe recipe = new DataRecipes(compilation).recipe();
    int rows = RowEstimate.of(recipe.sources());
    return Flavours.isWorthAStart(compilation, TextSize.of(recipe), rows / 2);
  }

  /// Whether it is long enough to begin again in a JVM with both of its compilers, and with vectors.
  public boolean isWorthAnotherStart() {
    long text = TextSize.of(new DataRecipes(compilation).recipe());
    return Flavours.isWorthAnotherStart(compilation, text, data.train().rows());
  }

  /// What looks wrong about the data.
  public Problems warnings() {
    return TargetDomains.check(compilation.model().domains(), data.train());
  }

  /// Trains, and saves the weights in `target`.
  ///
  /// @param verify whether the rows of `verify` are to be checked
  /// @throws CompilationFailed if the weights cannot be saved
  public TrainingReport run(Path target, boolean verify, TrainingListener listener) {
    return run(target, verify, Optional.empty(), new Interruption(), listener);
  }

  /// The same with checkpoints.
  ///
  /// @param plan about checkpoints, if there are to be any
  /// @param interruption whoever wants the training to end early tells it; only heard if there are checkpoints
  /// @throws CompilationFailed if the weights cannot be saved, or the training cannot go on from its checkpoint
  /// @throws TrainingInterrupted if it was interrupted
  public TrainingReport run(
      Path target,
      boolean verify,
      Optional<CheckpointPlan> plan,
      Interruption interruption,
      TrainingListener listener) {
    try (programs) {
      WeightFiles.requireForWeights(target);
      if (verify) {
        Verification.requireLabels(compilation.model(), data.labels());
      }
      Optional<Checkpoints> checkpoints =
          plan.map(made ->
              new Checkpoints(
                  made,
                  CheckpointFiles.about(compilation, data, weights),
                  compilation,
                  interruption,
                  listener));
      return trained(target, verify, checkpoints, listener);
    }
  }

  private TrainingReport trained(
      Path target, boolean verify, Optional<Checkpoints> checkpoints, TrainingListener listener) {
    Evaluation evaluation = new Evaluation(compilation, programs, persistent);
    TrainingLoop loop = loop(evaluation);
    Optional<TrainingMoment> resumed = checkpoints.flatMap(made -> made.begin(loop));
    listener.started(start());
    resumed.ifPresent(listener::resumed);
    programs.awaitStep();
    TrainingLoop.Outcome outcome = loop.run(checkpoints.isPresent() ? checkpoints.get() : listener);
    programs.endWarmUp();
    Optional<Path> saved = save(target, checkpoints, loop);
    return new TrainingReport(
        evaluation.evaluate(data.train()),
        data.validation().map(evaluation::evaluate),
        data.test().map(evaluation::evaluate),
        outcome,
        verify
            ? new Verification(
                    compilation, programs.flavourOfShortWork(), persistent, data.labels())
                .run()
            : List.of(),
        saved);
  }

  /// Saves the weights, but not if they have become NaN or infinite where earlier ones are saved. If they cannot be saved, a checkpoint keeps them: with `--resume`, only saving is left to do.
  private Optional<Path> save(Path target, Optional<Checkpoints> checkpoints, TrainingLoop loop) {
    boolean saves = areNumbers() || !Files.exists(target);
    try {
      if (saves) {
        WeightFiles.save(target, compilation, persistent, data);
      }
    } catch (CompilationFailed failed) {
      if (checkpoints.isPresent()) {
        throw Failures.of(
            Code.NOT_WRITABLE,
            failed.problems().sorted().getFirst().message(),
            checkpoints.get().rescue(loop));
      }
      throw failed;
    }
    checkpoints.ifPresent(Checkpoints::done);
    return saves ? Optional.of(target) : Optional.empty();
  }

  private boolean areNumbers() {
    for (int i = 0; i < persistent.size(); i++) {
      if (!Double.isFinite(persistent.get(i))) {
        return false;
      }
    }
    return true;
  }

  private TrainingLoop loop(Evaluation evaluation) {
    Recipe recipe = compilation.model().recipe();
    int batch = Math.min(recipe.batch(), data.train().rows());
    Executable step = programs.step();
    Validation validation =
        data.validation().map(rows -> new Validation(evaluation, rows)).orElse(Validation.NONE);
    return new TrainingLoop(
        step.program(),
        step.spec(),
        step.memory(persistent),
        data.train(),
        new netwright.runtime.train.Recipe(
            batch, recipe.epochs(), recipe.seed(), recipe.shuffle(), recipe.patience()),
        validation,
        update(recipe),
        new Schedules(compilation));
  }

  private Optional<GroupUpdate> update(Recipe recipe) {
    return programs
        .update()
        .map(update ->
            new GroupUpdate(
                recipe.accumulate(), update.program(), update.spec(), update.memory(persistent)));
  }

  private TrainingStart start() {
    return new TrainingStart(
        compilation.model().name(),
        Flavours.parameters(compilation),
        data.train().rows(),
        data.validation().map(DataSet::rows).orElse(0),
        data.test().map(DataSet::rows).orElse(0),
        compilation.model().recipe().epochs(),
        Flavours.describe(compilation.options().mode(), programs.flavour()));
  }
}
