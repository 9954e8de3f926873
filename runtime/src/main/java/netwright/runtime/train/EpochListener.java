package netwright.runtime.train;

/// Hears of every epoch.
@FunctionalInterface
public interface EpochListener {

  /// Called after each epoch, on the thread that trains.
  void epoch(EpochReport report);

  /// Called between any two steps, when `loop` can be written down as a [Checkpoint]: after each batch, and after the last one
  /// of an epoch when all that belongs to the epoch is done. Must be quick when there is nothing to do, and allocate
  /// nothing then.
  default void between(TrainingLoop loop) {}
}
