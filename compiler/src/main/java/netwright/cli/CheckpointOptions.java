package netwright.cli;

import java.nio.file.Path;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.driver.CheckpointInterval;
import netwright.driver.CheckpointPlan;
import picocli.CommandLine.Option;

/// The options of `netc train` about checkpoints.
final class CheckpointOptions {
  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description =
          "Write a checkpoint after every N epochs, or as often as 500steps, 30s, 10m or 1h say.")
  private String every;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Where; beside the weights as FILE.checkpoint.safetensors if not said.")
  private Path file;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint, to the same bits, if there is one.")
  private boolean resume;

  CheckpointOptions() {}

  /// What they ask for, if anything.
  ///
  /// @param weights where the weights will be saved
  /// @throws CompilationFailed if they make no sense
  Optional<CheckpointPlan> plan(Path weights) {
    if (every == null && !resume) {
      if (file != null) {
        throw misused(
            "--checkpoint only says where", "say how often with --checkpoint-every, or --resume");
      }
      return Optional.empty();
    }
    Path place = file == null ? CheckpointPlan.beside(weights) : file;
    if (place.toAbsolutePath().normalize().equals(weights.toAbsolutePath().normalize())) {
      throw misused(
          "the checkpoint and the weights cannot both be " + weights,
          "name another file with --checkpoint");
    }
    return Optional.of(new CheckpointPlan(place, interval(), resume));
  }

  private Optional<CheckpointInterval> interval() {
    if (every == null) {
      return Optional.empty();
    }
    Optional<CheckpointInterval> interval = CheckpointInterval.parse(every);
    if (interval.isEmpty()) {
      throw misused(
          "`" + every + "` is no interval", "write --checkpoint-every 5, 500steps, 30s, 10m or 1h");
    }
    return interval;
  }

  private static CompilationFailed misused(String message, String help) {
    Problems problems = new Problems();
    problems.add(Diagnostic.of(Code.USAGE, Span.NONE, message).help(help));
    return new CompilationFailed(problems);
  }
}
