package netwright.cli;

import java.nio.file.Path;
import java.util.Optional;
import netwright.diag.CompilationFailed;
import netwright.driver.CheckpointInterval;
import netwright.driver.CheckpointPlan;

/// The options of `netc train` about checkpoints.
final class CheckpointOptions {
  private final Argument<String> every;
  private final Argument<Path> file;
  private final Argument<Boolean> resume;

  CheckpointOptions(Arguments arguments) {
    every =
        arguments.option(
            String.class,
            "--checkpoint-every",
            "N",
            "Write a checkpoint after every N epochs, or as often as 500steps, 30s, 10m or 1h say.");
    file =
        arguments.option(
            Path.class,
            "--checkpoint",
            "FILE",
            "Where; beside the weights as FILE.checkpoint.safetensors if not said.");
    resume =
        arguments.flag("--resume", "Go on from the checkpoint, to the same bits, if there is one.");
  }

  /// What they ask for, if anything.
  ///
  /// @param weights where the weights will be saved
  /// @throws CompilationFailed if they make no sense
  Optional<CheckpointPlan> plan(Path weights) {
    if (!every.isGiven() && !resume.isGiven()) {
      if (file.isGiven()) {
        throw AnyCommand.misused(
            "--checkpoint only says where", "say how often with --checkpoint-every, or --resume");
      }
      return Optional.empty();
    }
    Path place = file.or(CheckpointPlan.beside(weights));
    if (place.toAbsolutePath().normalize().equals(weights.toAbsolutePath().normalize())) {
      throw AnyCommand.misused(
          "the checkpoint and the weights cannot both be " + weights,
          "name another file with --checkpoint");
    }
    return Optional.of(
        new CheckpointPlan(
            place, every.given().map(CheckpointOptions::interval), resume.isGiven()));
  }

  private static CheckpointInterval interval(String every) {
    return CheckpointInterval.parse(every)
        .orElseThrow(() ->
            AnyCommand.misused(
                "`" + every + "` is no interval",
                "write --checkpoint-every 5, 500steps, 30s, 10m or 1h"));
  }
}
