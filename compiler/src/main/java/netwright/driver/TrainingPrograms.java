package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import netwright.check.Recipe;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;
import netwright.shared.SharedContraction;
import netwright.threads.ParallelProgram;
import netwright.threads.Team;

/// The programs that a training runs. Where the choice is left to us and the work is long, they start in plain code around
/// one shared vector kernel, which is soon warm, and switch to kernels of their own when a thread has warmed these up
/// beside them. Vector code with much to do runs on several threads.
final class TrainingPrograms implements AutoCloseable {
  /// How long a training waits for the first program's first form: code that runs meanwhile is only in the compiler's way.
  private static final long WAIT_MILLIS = 1_500;

  private final Compilation compilation;
  private final CountDownLatch firstIsWarm = new CountDownLatch(1);
  private final List<Team> teams = new ArrayList<>();
  private Optional<ExecutorService> warming = Optional.empty();
  private Flavour flavour = Flavour.SCALAR;
  private Executable step;
  private int batch;

  TrainingPrograms(Compilation compilation) {
    this.compilation = compilation;
  }

  /// Prepares for a training on `rows` samples. May be called with an estimate first, and with the truth later.
  void prepare(int rows) {
    Recipe recipe = compilation.model().recipe();
    flavour = Flavours.forTraining(compilation, rows);
    boolean again = step != null && batch == Math.min(recipe.batch(), rows);
    if (!again) {
      batch = Math.min(recipe.batch(), rows);
      step = batch > 0 && isSwitching() ? stepOf(batch) : null;
    }
  }

  /// Which code runs in the end.
  Flavour flavour() {
    return flavour;
  }

  /// Which code runs where little is computed.
  Flavour flavourOfShortWork() {
    return isSwitching() ? Flavour.SCALAR : flavour;
  }

  /// The training step for batches as large as the recipe and the samples allow.
  Executable step() {
    if (step == null) {
      step = stepOf(batch);
    }
    return step;
  }

  /// The optimizer's step after a group of batches, if a group has more than one.
  Optional<Executable> update() {
    return compilation.update().map(backEnd -> executable(backEnd, "Update"));
  }

  private Executable stepOf(int samples) {
    return executable(compilation.train(samples), "Train");
  }

  /// A program to run.
  ///
  /// @param purpose what its class is called after the network, such as `Train`
  Executable executable(BackEnd backEnd, String purpose) {
    Executable vector =
        inTeam(compilation.executable(backEnd, purpose, flavour, compilation.threads()));
    if (!isSwitching()) {
      return vector;
    }
    if (!(vector.program() instanceof Rehearsable second) || !fitsTwice(vector.spec())) {
      return vector;
    }
    Program first = compilation.sharedTile(backEnd, purpose, flavour).program();
    SwitchingProgram program = new SwitchingProgram(first, second);
    ExecutorService thread = warming.orElseGet(TrainingPrograms::thread);
    warming = Optional.of(thread);
    thread.execute(() -> warmUp(first, program, vector.spec()));
    return new Executable(program, vector.spec());
  }

  private Executable inTeam(Executable executable) {
    if (!(executable.program() instanceof ParallelProgram program)) {
      return executable;
    }
    Team team = new Team(program, executable.spec().lanesSize());
    teams.add(team);
    return new Executable(team, executable.spec());
  }

  /// Waits for the step to be warm, if it is to be, though not for long.
  void awaitStep() {
    try {
      boolean waits = warming.isPresent() && step != null;
      if (waits && !firstIsWarm.await(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends warming up.
  void endWarmUp() {
    warming.ifPresent(ExecutorService::shutdownNow);
  }

  /// Ends all threads; the programs still run.
  @Override
  public void close() {
    endWarmUp();
    teams.forEach(Team::close);
  }

  private boolean isSwitching() {
    return compilation.options().mode() == Mode.COMPILED
        && compilation.options().flavour() == FlavourChoice.AUTO
        && flavour != Flavour.SCALAR;
  }

  /// Whether there is memory for a second set of weights and all that a run needs.
  private boolean fitsTwice(ProgramSpec spec) {
    long floats = (long) compilation.layout().size() + spec.scratchSize() + 2L * spec.wideSize();
    return floats * Float.BYTES < Runtime.getRuntime().maxMemory() / 4;
  }

  private static ExecutorService thread() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().name("netwright-warm-up").daemon().factory());
  }

  private void warmUp(Program first, SwitchingProgram program, ProgramSpec spec) {
    try {
      Memory own = madeUp(spec);
      if (firstIsWarm.getCount() > 0) {
        SharedContraction.warmUp(flavour.lanes());
        first.run(own, spec.capacity());
        firstIsWarm.countDown();
        program.awaitFirst();
      }
      double operations = Flavours.operations(compilation, spec.capacity());
      program.warmUp(own, spec.capacity(), (long) (operations / Flavours.SCALAR_RATE * 1e9));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Memory in which nothing is large, negative or too small for a float.
  private Memory madeUp(ProgramSpec spec) {
    Memory memory = spec.memory(compilation.persistent());
    Persistent persistent = memory.persistent();
    for (int i = 0; i < persistent.size(); i++) {
      persistent.set(i, (i & 15) / 256.0);
    }
    memory.step = 1;
    return memory;
  }
}
