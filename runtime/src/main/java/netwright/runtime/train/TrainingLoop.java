package netwright.runtime.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;
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
  private final BestWeights best;
  private boolean resumed;
  private int epoch;
  private int batch;
  private double sum;
  private double loss;
  private long nanos;
  private long start;

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
    this.best = new BestWeights(memory.persistent(), recipe.patience());
  }

  /// How training went.
  ///
  /// @param epochs how many were run, those before it was taken up from a checkpoint included
  /// @param steps training steps
  /// @param loss of the last epoch; of the best one, if its weights were restored
  /// @param restoredEpoch the epoch whose weights early stopping went back to
  /// @param seconds in all, validation included, and what led to the checkpoint
  /// @param stepMicros microseconds of one step, its batch being gathered included: the mean in an epoch, of which the
  ///     median over the second half of the epochs that were run here; NaN if there were none
  public record Outcome(
      int epochs,
      long steps,
      double loss,
      Optional<Integer> restoredEpoch,
      double seconds,
      double stepMicros) {}

  /// Trains. To be called once.
  public Outcome run(EpochListener listener) {
    start = System.nanoTime() - nanos;
    if (!resumed) {
      memory.seed = recipe.seed();
      memory.step = 0;
      schedule.begin(stepper.spec(), stepper.memory());
    }
    while (epoch < recipe.epochs() && !best.lostPatience(epoch)) {
      loss = epoch(epoch + 1, listener);
      OptionalDouble held = validation.loss();
      epoch++;
      batch = 0;
      sum = 0;
      EpochReport report =
          new EpochReport(
              epoch, recipe.epochs(), stepper.steps(), loss, held, System.nanoTime() - start);
      listener.epoch(report);
      schedule.ended(report, stepper.spec(), stepper.memory());
      best.see(report);
      listener.between(this);
    }
    return outcome();
  }

  private Outcome outcome() {
    boolean restored = best.restore(epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        epoch,
        stepper.steps(),
        restored ? best.loss() : loss,
        restored ? Optional.of(best.epoch()) : Optional.empty(),
        seconds,
        timer.stepMicros(stepper.stepsPerEpoch()));
  }

  /// The epochs that are done.
  public int epoch() {
    return epoch;
  }

  /// The batches of the present epoch that are done; 0 between two epochs.
  public int batch() {
    return batch;
  }

  /// The steps that are done.
  public long steps() {
    return stepper.steps();
  }

  /// The state of the training, for [EpochListener#between].
  ///
  /// @param variables all that live in the memory
  public Checkpoint checkpoint(List<Variable> variables) {
    Checkpoint checkpoint = new Checkpoint();
    checkpoint.put("", variables, memory.persistent());
    checkpoint.put("training/epoch", epoch);
    checkpoint.put("training/batch", batch);
    checkpoint.put("training/sum", sum);
    checkpoint.put("training/loss", loss);
    checkpoint.put("training/nanos", System.nanoTime() - start);
    stepper.save(checkpoint);
    schedule.save(checkpoint);
    best.save(checkpoint, variables);
    return checkpoint;
  }

  /// Takes up a training where `checkpoint` left it; [#run] then goes on from there, to the same bits as if it had never been
  /// left. Program, samples and recipe must be the same: to make sure of it is up to the caller.
  ///
  /// @throws MalformedFileException if the checkpoint is not of such a training
  public void resume(Checkpoint checkpoint, List<Variable> variables)
      throws MalformedFileException {
    memory.seed = recipe.seed();
    checkpoint.get("", variables, memory.persistent());
    epoch = checkpoint.count("training/epoch", recipe.epochs());
    batch = checkpoint.count("training/batch", recipe.batchesPerEpoch(rows) - 1);
    sum = checkpoint.number("training/sum");
    loss = checkpoint.number("training/loss");
    nanos = checkpoint.count("training/nanos");
    stepper.resume(checkpoint);
    stepper.requireAt(epoch, batch, checkpoint);
    best.resume(checkpoint, variables, epoch);
    schedule.resume(checkpoint, stepper.spec(), stepper.memory());
    resumed = true;
  }

  private double epoch(int number, EpochListener listener) {
    long begin = System.nanoTime();
    if (recipe.shuffle()) {
      Permutation.shuffle(order, rows, recipe.seed(), Purpose.SHUFFLE.stream(0), number);
    }
    stepper.epoch(number);
    int count = recipe.batchesPerEpoch(rows);
    int first = batch;
    for (int i = first; i < count; i++) {
      sum += batch(i * recipe.batch());
      batch = i + 1;
      if (batch < count) {
        listener.between(this);
      }
    }
    stepper.endOfEpoch();
    timer.add((long) ((double) (System.nanoTime() - begin) * count / (count - first)));
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
