package netwright.runtime.train;

import java.util.Optional;
import java.util.OptionalDouble;
import netwright.runtime.Memory;
import netwright.runtime.Port;
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
  private final Optional<Port> epochPort;
  private final Optional<Port> progressPort;
  private final int[] order;
  private final StepTimer timer;

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
    this.epochPort = single(spec, "epoch");
    this.progressPort = single(spec, "progress");
    this.order = identity(rows);
    this.timer = new StepTimer(recipe.epochs());
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
    BestWeights best = new BestWeights(memory.persistent, recipe.patience());
    EpochReport report;
    int epoch = 0;
    do {
      double loss = epoch(++epoch);
      OptionalDouble held = validation.loss();
      report =
          new EpochReport(
              epoch, recipe.epochs(), memory.step, loss, held, System.nanoTime() - start);
      listener.epoch(report);
      best.see(report);
    } while (epoch < recipe.epochs() && !best.lostPatience(epoch));
    Optional<EpochReport> restored = best.restore(epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        epoch,
        memory.step,
        restored.orElse(report).loss(),
        restored.isPresent() ? Optional.of(restored.get().epoch()) : Optional.empty(),
        seconds,
        timer.stepMicros(recipe.stepsPerEpoch(rows)));
  }

  private double epoch(int epoch) {
    long start = System.nanoTime();
    if (recipe.shuffle()) {
      Permutation.shuffle(order, rows, recipe.seed(), Purpose.SHUFFLE.stream(0), epoch);
    }
    if (epochPort.isPresent()) {
      memory.wide[epochPort.get().offset()] = epoch;
    }
    int steps = recipe.stepsPerEpoch(rows);
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += step(i * recipe.batch(), (double) recipe.epochs() * steps);
    }
    timer.add(System.nanoTime() - start);
    return sum / steps;
  }

  private double step(int from, double allSteps) {
    int count = Math.min(recipe.batch(), rows - from);
    if (progressPort.isPresent()) {
      memory.wide[progressPort.get().offset()] = memory.step / allSteps;
    }
    memory.step++;
    batches.read(order, from, count, memory);
    program.run(memory, count);
    return memory.wide[lossPlace];
  }

  private static int[] identity(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  private static Optional<Port> single(ProgramSpec spec, String name) {
    for (Port port : spec.inputs()) {
      if (port.name().equals(name) && !port.batched()) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }
}
