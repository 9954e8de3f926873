package netwright.driver;

import java.util.Optional;

/// A training has ended before its time, because someone asked it to (see [Interruption]).
public final class TrainingInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<TrainingMoment> saved;

  /// @param saved the checkpoint that it goes on from; absent if it could not be written
  TrainingInterrupted(Optional<TrainingMoment> saved) {
    super("the training was interrupted");
    this.saved = saved;
  }

  /// The checkpoint that the training goes on from; absent if it could not be written.
  public Optional<TrainingMoment> saved() {
    return saved;
  }
}
