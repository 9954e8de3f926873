package netwright.driver;

import netwright.runtime.io.StoredTensor;

/// What the numbers of a tensor are like. NaNs are counted, and left out of the rest.
///
/// @param minimum NaN if there is no number
/// @param maximum NaN if there is no number
/// @param mean NaN if there is no number
/// @param nans how many elements are NaN
public record Statistics(double minimum, double maximum, double mean, int nans) {

  /// The statistics of a tensor.
  public static Statistics of(StoredTensor tensor) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int nans = 0;
    for (int i = 0; i < tensor.size(); i++) {
      double value = tensor.value(i);
      if (Double.isNaN(value)) {
        nans++;
      } else {
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        sum += value;
      }
    }
    int numbers = tensor.size() - nans;
    return numbers == 0
        ? new Statistics(Double.NaN, Double.NaN, Double.NaN, nans)
        : new Statistics(minimum, maximum, sum / numbers, nans);
  }
}
