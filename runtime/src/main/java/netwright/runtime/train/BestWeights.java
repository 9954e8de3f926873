package netwright.runtime.train;

import java.util.List;
import java.util.OptionalInt;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;

/// Early stopping: keeps the weights of the epoch with the lowest watched loss. Does nothing without patience.
final class BestWeights {
  private static final String PREFIX = "best/";
  private static final String EPOCH = "training/best.epoch";
  private static final String LOSS = "training/best.loss";
  private static final String MONITOR = "training/best.monitor";

  private final Persistent weights;
  private final OptionalInt patience;
  private final Persistent kept;
  private int epoch;
  private double loss;
  private double monitor;

  BestWeights(Persistent weights, OptionalInt patience) {
    this.weights = weights;
    this.patience = patience;
    this.kept = patience.isPresent() ? weights.copy() : weights;
  }

  /// Keeps the weights of this epoch if its loss is the lowest so far. A loss that is not a number is never the lowest.
  void see(EpochReport report) {
    boolean better = epoch == 0 ? !Double.isNaN(report.monitor()) : report.monitor() < monitor;
    if (patience.isPresent() && better) {
      epoch = report.epoch();
      loss = report.loss();
      monitor = report.monitor();
      kept.set(weights);
    }
  }

  /// The epoch whose weights are kept; 0 if there is none.
  int epoch() {
    return epoch;
  }

  /// Its training loss.
  double loss() {
    return loss;
  }

  /// Whether `last` is the last epoch to try.
  boolean lostPatience(int last) {
    return patience.isPresent() && last - epoch >= patience.getAsInt();
  }

  /// Puts the best weights back if they are not those of the `last` epoch; whether it has.
  boolean restore(int last) {
    boolean earlier = epoch != 0 && epoch != last;
    if (earlier) {
      weights.set(kept);
    }
    return earlier;
  }

  /// Puts what it keeps.
  void save(Checkpoint checkpoint, List<Variable> variables) {
    checkpoint.put(EPOCH, epoch);
    if (epoch != 0) {
      checkpoint.put(LOSS, loss);
      checkpoint.put(MONITOR, monitor);
      checkpoint.put(PREFIX, variables, kept);
    }
  }

  /// Takes what it kept in a training that has run for `epochs` epochs.
  void resume(Checkpoint checkpoint, List<Variable> variables, int epochs)
      throws MalformedFileException {
    epoch = checkpoint.count(EPOCH, patience.isPresent() ? epochs : 0);
    if (epoch != 0) {
      loss = checkpoint.number(LOSS);
      monitor = checkpoint.number(MONITOR);
      checkpoint.get(PREFIX, variables, kept);
    }
  }
}
