package netwright.driver;

import netwright.runtime.train.EpochListener;

/// Hears how training goes.
public interface TrainingListener extends EpochListener {

  /// Called before the first step.
  void started(TrainingStart start);
}
