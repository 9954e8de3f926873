package netwright.driver;

import netwright.diag.Problems;
import netwright.runtime.train.EpochListener;

/// Hears how training goes.
public interface TrainingListener extends EpochListener {

  /// Called before the first step.
  void started(TrainingStart start);

  /// Called after that if the training goes on from a checkpoint.
  default void resumed(TrainingMoment from) {}

  /// Called after each checkpoint.
  default void checkpointed(TrainingMoment at) {}

  /// Called if something is worth a warning.
  default void problems(Problems problems) {}
}
