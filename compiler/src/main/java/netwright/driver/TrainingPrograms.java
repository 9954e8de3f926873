package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.runtime.Flavour;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;
import netwright.threads.ParallelProgram;
import netwright.threads.Team;

/// The programs that a training runs. Where the choice is left to us and the work is long, they start in plain code around
/// one shared vector kernel, which is soon warm, and switch to kernels of their own when a thread has warmed these up
/// beside them. Vector code with much to do runs on several threads.
///
/// All that there is, threads and memory included, is for batches of one size in one flavour, which the number of rows
/// decides. Where that was an estimate and the truth decides otherwise, all of it is given up at once: see [#whenThereAre].
final class TrainingPrograms implements AutoCloseable {
  /// How long a training waits for the first program's first form: code that runs meanwhile is only in the compiler's way.
  private static final long WAIT_MILLIS = 1_500;

  private final Compilation compilation;
  private final Flavour flavour;
  private final int batch;
  private final WarmUpThread warming;
  private final List<Team> teams = new ArrayList<>();
  private Executable step;

  private TrainingPrograms(Compilation compilation, Flavour flavour, int batch) {
    this.compilation = compilation;
    this.flavour = flavour;
    this.batch = batch;
    this.warming = new WarmUpThread(compilation, flavour);
  }

  /// Programs for a training on `rows` samples, which may be an estimate; 0 if nothing is known.
  static TrainingPrograms of(Compilation compilation, int rows) {
    TrainingPrograms programs =
        new TrainingPrograms(
            compilation, Flavours.forTraining(compilation, rows), batch(compilation, rows));
    try {
      if (rows > 0 && programs.isSwitching()) {
        programs.step();
      }
      return programs;
    } catch (RuntimeException | Error failed) {
      programs.close();
      throw failed;
    }
  }

  private static int batch(Compilation compilation, int rows) {
    return Math.min(compilation.model().recipe().batch(), rows);
  }

  /// The programs for a training on `rows` samples: these, or others. Then these are closed.
  TrainingPrograms whenThereAre(int rows) {
    if (batch == batch(compilation, rows) && flavour == Flavours.forTraining(compilation, rows)) {
      return this;
    }
    close();
    return of(compilation, rows);
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
      step = executable(compilation.train(batch), "Train");
    }
    return step;
  }

  /// The optimizer's step after a group of batches, if a group has more than one.
  Optional<Executable> update() {
    return compilation.update().map(backEnd -> executable(backEnd, "Update"));
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
    warming.warmUp(first, program, vector.spec());
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
      warming.awaitFirst(WAIT_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends warming up.
  void endWarmUp() {
    warming.close();
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
    return compilation.bytes(spec) < Runtime.getRuntime().maxMemory() / 4;
  }
}
