package netwright.runtime.train;

import java.util.OptionalInt;

/// How a network is trained.
///
/// @param batch samples in one step; the last batch of an epoch has what is left
/// @param epochs how often all samples are seen
/// @param seed of the order of the samples and of all random draws
/// @param shuffle whether every epoch has an order of its own
/// @param patience after how many epochs without a lower validation loss (training loss, if nothing is held out for
///     validation) training stops and goes back to the best weights
public record Recipe(int batch, int epochs, long seed, boolean shuffle, OptionalInt patience) {

  /// @throws IllegalArgumentException if `batch`, `epochs` or `patience` is not positive
  public Recipe {
    if (batch < 1 || epochs < 1 || patience.orElse(1) < 1) {
      throw new IllegalArgumentException("batch, epochs and patience are at least 1");
    }
  }

  /// The number of batches in one epoch over `rows` samples.
  public int batchesPerEpoch(int rows) {
    return Math.ceilDiv(rows, batch);
  }
}
