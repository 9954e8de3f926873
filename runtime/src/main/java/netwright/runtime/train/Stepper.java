package netwright.runtime.train;

import java.util.Optional;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.io.MalformedFileException;

/// Counts the optimizer's steps, tells the time to the program that has them, and, where that is not the program of the
/// batches, runs it after each group.
final class Stepper {
  private static final String PLAN = "training/plan";

  private final ProgramSpec spec;
  private final Memory memory;
  private final Memory batchMemory;
  private final Optional<GroupUpdate> update;
  private final Optional<Port> epochPort;
  private final Optional<Port> progressPort;
  private final int accumulatedPlace;
  private final int batchesOfGroup;
  private final int batch;
  private final int batchesPerEpoch;
  private final int stepsPerEpoch;
  private double allSteps;
  private long planned;
  private long steps;
  private int batches;
  private int accumulated;

  Stepper(ProgramSpec spec, Memory memory, Optional<GroupUpdate> update, Recipe recipe, int rows) {
    this.spec = update.isPresent() ? update.get().spec() : spec;
    this.memory = update.isPresent() ? update.get().memory() : memory;
    this.batchMemory = memory;
    this.update = update;
    this.epochPort = single(this.spec, "epoch");
    this.progressPort = single(this.spec, "progress");
    this.accumulatedPlace = update.isPresent() ? this.spec.input("accumulated").offset() : 0;
    this.batchesOfGroup = update.isPresent() ? update.get().batches() : 1;
    this.batch = recipe.batch();
    this.batchesPerEpoch = recipe.batchesPerEpoch(rows);
    this.stepsPerEpoch = Math.ceilDiv(batchesPerEpoch, batchesOfGroup);
    this.allSteps = (double) recipe.epochs() * stepsPerEpoch;
  }

  /// What describes the program with the optimizer.
  ProgramSpec spec() {
    return spec;
  }

  /// The memory of that program.
  Memory memory() {
    return memory;
  }

  long steps() {
    return steps;
  }

  int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /// Progress begins again, over so many steps; it stays 0 if they are infinitely many. Counting goes on.
  void plan(double ahead) {
    planned = steps;
    allSteps = ahead;
  }

  /// Begins `epoch`, counted from 1.
  void epoch(int epoch) {
    if (epochPort.isPresent()) {
      memory.wide[epochPort.get().offset()] = epoch;
    }
  }

  /// Draws in a batch depend on its number.
  void beforeBatch() {
    batchMemory.step++;
    if (update.isEmpty()) {
      step();
    }
  }

  void afterBatch(int count) {
    if (update.isEmpty()) {
      return;
    }
    accumulated += count;
    batches++;
    if (batches == batchesOfGroup) {
      finishGroup();
    }
  }

  void endOfEpoch() {
    if (batches > 0) {
      finishGroup();
    }
  }

  /// Puts how many steps and batches there were, and what of a group has been seen.
  void save(Checkpoint checkpoint) {
    checkpoint.put("training/seed", batchMemory.seed);
    checkpoint.put("training/step", steps);
    checkpoint.put("training/batches", batchMemory.step);
    checkpoint.put("training/group.batches", batches);
    checkpoint.put("training/group.rows", accumulated);
  }

  /// Puts what was planned, for steps that are not those of a whole training.
  void savePlan(Checkpoint checkpoint) {
    checkpoint.put("training/planned", planned);
    checkpoint.put(PLAN, allSteps);
  }

  /// Takes up what was planned, if that is there.
  void resumePlan(Checkpoint checkpoint) throws MalformedFileException {
    if (checkpoint.has(PLAN)) {
      planned = checkpoint.count("training/planned");
      allSteps = checkpoint.number(PLAN);
    }
  }

  /// Takes up counting. The seed is that of the memory, and is only compared.
  void resume(Checkpoint checkpoint) throws MalformedFileException {
    if (checkpoint.count("training/seed") != batchMemory.seed) {
      throw checkpoint.damaged("its seed is not " + batchMemory.seed);
    }
    steps = checkpoint.count("training/step");
    planned = 0;
    batchMemory.step = checkpoint.count("training/batches");
    batches = checkpoint.count("training/group.batches", batchesOfGroup - 1);
    accumulated = checkpoint.count("training/group.rows", Integer.MAX_VALUE);
  }

  /// Makes sure that it counts what it does after `epochs` whole epochs and `done` batches of the next.
  void requireAt(int epochs, int done, Checkpoint checkpoint) throws MalformedFileException {
    long expected = (long) epochs * stepsPerEpoch + done / batchesOfGroup;
    long all = (long) epochs * batchesPerEpoch + done;
    boolean fits =
        steps == expected
            && batchMemory.step == all
            && batches == done % batchesOfGroup
            && accumulated == (update.isPresent() ? batches * batch : 0);
    if (!fits) {
      throw checkpoint.damaged("its counts of epochs, batches and steps contradict each other");
    }
  }

  private void finishGroup() {
    step();
    memory.step = steps;
    memory.seed = batchMemory.seed;
    memory.wide[accumulatedPlace] = accumulated;
    update.orElseThrow().program().run(memory, 1);
    batches = 0;
    accumulated = 0;
  }

  private void step() {
    if (progressPort.isPresent()) {
      memory.wide[progressPort.get().offset()] = (steps - planned) / allSteps;
    }
    steps++;
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
