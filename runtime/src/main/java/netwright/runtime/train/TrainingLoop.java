package netwright.runtime.train;

import java.util.Optional;
import java.util.OptionalDouble;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.random.Permutation;
import netwright.runtime.random.Purpose;

/// Runs a training step over the samples, epoch after epoch.
///
/// The program reads its batch at the batched inputs, which are named as the samples are. If it has the inputs `epoch` (from
/// 1) and `progress` (0 at the first step, below 1 at the last), they are set. It leaves the loss of the batch at the
/// output `loss`, and the new weights in the memory. The loss of an epoch is the mean over its batches, in order, in f64.
///
/// There are no lambdas here, nor in what it is made of, which a program that is over in a moment would wait for.
/// A step allocates nothing, and the result depends on program, samples, recipe and first weights only.
public final class TrainingLoop {
  private final Program program;
  private final Memory memory;
  private final Recipe recipe;
  private final Validation validation;
  private final BatchReader batches;
  private final int rows;
  private final int lossPlace;
  private final int[] order;
  private final StepTimer timer;
  private final Stepper stepper;
  private final EpochSchedule schedule;

  /// A loop over `data` that changes the weights in `memory`.
  ///
  /// @throws IllegalArgumentException if the data does not fit the program, has no rows, or the batch is too large for it
  public TrainingLoop(
      Program program,
      ProgramSpec spec,
      Memory memory,
      DataSet data,
      Recipe recipe,
      Validation validation) {
    this(program, spec, memory, data, recipe, validation, Optional.empty(), EpochSchedule.NONE);
  }

  /// The same with what many trainings lack.
  ///
  /// @param update the optimizer's step, if `program` only sums up gradients
  public TrainingLoop(
      Program program,
      ProgramSpec spec,
      Memory memory,
      DataSet data,
      Recipe recipe,
      Validation validation,
      Optional<GroupUpdate> update,
      EpochSchedule schedule) {
    if (data.rows() == 0 || Math.min(recipe.batch(), data.rows()) > spec.capacity()) {
      throw new IllegalArgumentException(
          "cannot train on " + data + " with batches of " + recipe.batch());
    }
    this.program = program;
    this.memory = memory;
    this.recipe = recipe;
    this.validation = validation;
    this.batches = new BatchReader(spec, data);
    this.rows = data.rows();
    this.lossPlace = spec.output("loss").offset();
    this.order = identity(rows);
    this.timer = new StepTimer(recipe.epochs());
    this.stepper = new Stepper(spec, memory, update, recipe, rows);
    this.schedule = schedule;
  }

  /// How training went.
  ///
  /// @param epochs how many were run
  /// @param steps training steps
  /// @param loss of the last epoch; of the best one, if its weights were restored
  /// @param restoredEpoch the epoch whose weights early stopping went back to
  /// @param seconds in all, validation included
  /// @param stepMicros microseconds of one step, its batch being gathered included: the mean in an epoch, of which the
  ///     median over the second half of the epochs
  public record Outcome(
      int epochs,
      long steps,
      double loss,
      Optional<Integer> restoredEpoch,
      double seconds,
      double stepMicros) {}

  /// Trains.
  public Outcome run(EpochListener listener) {
    long start = System.nanoTime();
    memory.seed = recipe.seed();
    memory.step = 0;
    schedule.begin(stepper.spec(), stepper.memory());
    BestWeights best = new BestWeights(memory.persistent(), recipe.patience());
    EpochReport report;
    int epoch = 0;
    do {
      double loss = epoch(++epoch);
      OptionalDouble held = validation.loss();
      report =
          new EpochReport(
              epoch, recipe.epochs(), stepper.steps(), loss, held, System.nanoTime() - start);
      listener.epoch(report);
      schedule.ended(report, stepper.spec(), stepper.memory());
      best.see(report);
    } while (epoch < recipe.epochs() && !best.lostPatience(epoch));
    Optional<EpochReport> restored = best.restore(epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        epoch,
        stepper.steps(),
        restored.orElse(report).loss(),
        restored.isPresent() ? Optional.of(restored.get().epoch()) : Optional.empty(),
        seconds,
        timer.stepMicros(stepper.stepsPerEpoch()));
  }

  private double epoch(int epoch) {
    long start = System.nanoTime();
    if (recipe.shuffle()) {
      Permutation.shuffle(order, rows, recipe.seed(), Purpose.SHUFFLE.stream(0), epoch);
    }
    stepper.epoch(epoch);
    int count = recipe.batchesPerEpoch(rows);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += batch(i * recipe.batch());
    }
    stepper.endOfEpoch();
    timer.add(System.nanoTime() - start);
    return sum / count;
  }

  private double batch(int from) {
    int count = Math.min(recipe.batch(), rows - from);
    stepper.beforeBatch();
    batches.read(order, from, count, memory);
    program.run(memory, count);
    stepper.afterBatch(count);
    return memory.wide[lossPlace];
  }

  private static int[] identity(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }
}
