package netwright.runtime.train;

/// Hears of every epoch.
@FunctionalInterface
public interface EpochListener {

  /// Called after each epoch, on the thread that trains.
  void epoch(EpochReport report);
}
