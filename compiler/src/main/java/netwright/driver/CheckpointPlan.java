package netwright.driver;

import java.nio.file.Path;
import java.util.Optional;

/// What a training does about checkpoints.
///
/// @param file where the checkpoint is
/// @param every how often it is written; if absent, only when the training is interrupted
/// @param resume whether the training goes on from it, if there is one
public record CheckpointPlan(Path file, Optional<CheckpointInterval> every, boolean resume) {

  /// `housing.checkpoint.safetensors` beside `housing.safetensors`.
  public static Path beside(Path weights) {
    String name = weights.getFileName().toString();
    String suffix = ".safetensors";
    String stem = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    return weights.resolveSibling(stem + ".checkpoint" + suffix);
  }
}
