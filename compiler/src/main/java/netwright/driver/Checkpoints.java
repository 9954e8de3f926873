package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.EpochListener;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.TrainingLoop;

/// Writes the checkpoints of one training when they are due, and takes the training up from one. Stands between the training
/// and who listens to it.
///
/// A checkpoint that cannot be written is worth a warning, not the end: the one before it stands, the next may succeed, and
/// what has been learned until now would be lost for certain.
final class Checkpoints implements EpochListener {
  private final CheckpointPlan plan;
  private final Map<String, String> about;
  private final List<Variable> variables;
  private final int epochs;
  private final Interruption interruption;
  private final TrainingListener listener;
  private final long start = System.nanoTime();
  private long passed;
  private boolean failing;
  private boolean own;

  /// @param about what says which training it is
  Checkpoints(
      CheckpointPlan plan,
      Map<String, String> about,
      Compilation compilation,
      Interruption interruption,
      TrainingListener listener) {
    this.plan = plan;
    this.about = about;
    this.variables = compilation.variables();
    this.epochs = compilation.model().recipe().epochs();
    this.interruption = interruption;
    this.listener = listener;
  }

  /// Takes `loop` up from the checkpoint if that is wanted and there is one.
  ///
  /// @return where it goes on; absent if it begins anew
  /// @throws CompilationFailed if the checkpoint is damaged or that of another training, or none can be written
  Optional<TrainingMoment> begin(TrainingLoop loop) {
    WeightFiles.requireWritable(plan.file(), "name another file with --checkpoint");
    boolean exists = Files.exists(plan.file());
    Optional<TrainingMoment> resumed = Optional.empty();
    if (exists && plan.resume()) {
      resume(loop);
      resumed = Optional.of(moment(loop));
    } else if (exists) {
      CheckpointFiles.read(plan.file());
      warn(
          Code.CHECKPOINT_REPLACED,
          plan.file() + " is a checkpoint of an earlier training, and will be replaced",
          "go on from it with --resume, or keep it and name another file with --checkpoint");
    } else if (plan.resume()) {
      warn(
          Code.NO_CHECKPOINT,
          "there is no checkpoint " + plan.file() + ", so training begins anew",
          "");
    }
    passed = passed(loop);
    return resumed;
  }

  private void resume(TrainingLoop loop) {
    Checkpoint checkpoint = CheckpointFiles.read(plan.file());
    CheckpointFiles.requireSame(checkpoint, about);
    try {
      loop.resume(checkpoint, variables);
    } catch (MalformedFileException e) {
      throw CheckpointFiles.unreadable(e.getMessage());
    }
    own = true;
  }

  @Override
  public void epoch(EpochReport report) {
    listener.epoch(report);
  }

  @Override
  public void between(TrainingLoop loop) {
    listener.between(loop);
    if (interruption.isRequested()) {
      throw new TrainingInterrupted(write(loop) ? Optional.of(moment(loop)) : Optional.empty());
    }
    if (passed(loop) > passed) {
      write(loop);
      passed = passed(loop);
    }
  }

  private long passed(TrainingLoop loop) {
    return plan.every().isPresent()
        ? plan.every().get().passed(loop, System.nanoTime() - start)
        : 0;
  }

  /// Keeps what cannot be saved; what there is to do about it.
  String rescue(TrainingLoop loop) {
    if (attempt(loop).isEmpty()) {
      return "the checkpoint has them: the same command with --resume only has to save them";
    }
    return own
        ? "the same command with --resume goes on from the last checkpoint"
        : "name another file with --save";
  }

  /// Writes a checkpoint; whether that went well.
  private boolean write(TrainingLoop loop) {
    Optional<String> problem = attempt(loop);
    if (problem.isPresent() && !failing) {
      warn(
          Code.CHECKPOINT_FAILED,
          problem.get() + "; training goes on without this checkpoint",
          own ? "the one before it is still there" : "");
    }
    failing = problem.isPresent();
    return !failing;
  }

  /// Writes a checkpoint; why that cannot be done, if so.
  private Optional<String> attempt(TrainingLoop loop) {
    try {
      loop.checkpoint(variables).write(plan.file(), about);
      own = true;
      listener.checkpointed(moment(loop));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    } catch (OutOfMemoryError _) {
      return Optional.of("there is too little memory to write " + plan.file());
    }
  }

  /// Removes the checkpoint, of which a training has no more use when its weights are saved.
  void done() {
    if (own) {
      try {
        Files.deleteIfExists(plan.file());
      } catch (IOException _) {
        // A checkpoint too many does no harm.
      }
    }
  }

  private TrainingMoment moment(TrainingLoop loop) {
    return new TrainingMoment(plan.file(), loop.epoch(), epochs, loop.steps());
  }

  private void warn(Code code, String message, String help) {
    Problems problems = new Problems();
    problems.add(Diagnostic.of(code, Span.NONE, message).help(help));
    listener.problems(problems);
  }
}
