package netwright.runtime.train;

import java.util.Optional;
import java.util.OptionalInt;
import netwright.runtime.Persistent;

/// Early stopping: keeps the weights of the epoch with the lowest watched loss. Does nothing without patience.
final class BestWeights {
  private final Persistent weights;
  private final OptionalInt patience;
  private final Persistent kept;
  private EpochReport best;

  BestWeights(Persistent weights, OptionalInt patience) {
    this.weights = weights;
    this.patience = patience;
    this.kept = patience.isPresent() ? weights.copy() : weights;
  }

  /// Keeps the weights of this epoch if its loss is the lowest so far. A loss that is not a number is never the lowest.
  void see(EpochReport report) {
    boolean better =
        best == null ? !Double.isNaN(report.monitor()) : report.monitor() < best.monitor();
    if (patience.isPresent() && better) {
      best = report;
      kept.set(weights);
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
    weights.set(kept);
    return Optional.of(best);
  }
}
