package netwright.runtime.train;

import java.util.Optional;
import java.util.OptionalInt;

/// Early stopping: keeps the weights of the epoch with the lowest watched loss. Does nothing without patience.
final class BestWeights {
  private final float[] weights;
  private final OptionalInt patience;
  private final float[] kept;
  private EpochReport best;

  BestWeights(float[] weights, OptionalInt patience) {
    this.weights = weights;
    this.patience = patience;
    this.kept = new float[patience.isPresent() ? weights.length : 0];
  }

  /// Keeps the weights of this epoch if its loss is the lowest so far. A loss that is not a number is never the lowest.
  void see(EpochReport report) {
    boolean better =
        best == null ? !Double.isNaN(report.monitor()) : report.monitor() < best.monitor();
    if (patience.isPresent() && better) {
      best = report;
      System.arraycopy(weights, 0, kept, 0, weights.length);
    }
  }

  /// Whether `epoch` is the last to try.
  boolean lostPatience(int epoch) {
    return patience.isPresent() && epoch - (best == null ? 0 : best.epoch()) >= patience.getAsInt();
  }

  /// Puts the best weights back if they are not those of the `last` epoch; the epoch they are from.
  Optional<EpochReport> restore(int last) {
    if (best == null || best.epoch() == last) {
      return Optional.empty();
    }
    System.arraycopy(kept, 0, weights, 0, weights.length);
    return Optional.of(best);
  }
}
