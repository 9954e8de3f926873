package netwright.runtime.train;

import java.util.OptionalDouble;

/// What is known after an epoch.
///
/// @param epoch its number, from 1
/// @param epochs how many there will be, unless training stops early
/// @param steps training steps done so far
/// @param loss the mean of the training losses of its batches
/// @param validationLoss the loss on the held-out samples, if there are any
/// @param nanos since training began
public record EpochReport(
    int epoch, int epochs, long steps, double loss, OptionalDouble validationLoss, long nanos) {

  /// The loss that early stopping watches.
  public double monitor() {
    return validationLoss.orElse(loss);
  }
}
