package netwright.runtime.train;

/// Looks at a training between two steps, when it can be written down as a [Checkpoint].
@FunctionalInterface
public interface StepListener {

  /// Does nothing.
  StepListener NONE =
      new StepListener() {
        @Override
        public void between(TrainingLoop loop) {}
      };

  /// Called after each batch, and after the last one of an epoch when all that belongs to the epoch is done, on the thread
  /// that trains. Must be quick when there is nothing to do, and allocate nothing then.
  void between(TrainingLoop loop);
}
