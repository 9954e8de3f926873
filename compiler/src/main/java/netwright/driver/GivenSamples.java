package netwright.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;

/// Samples that are not read from a file, in the precision of a network.
final class GivenSamples {
  private GivenSamples() {}

  /// `rows` samples with these values, each rounded to `precision`.
  static DataSet of(Precision precision, int rows, Map<String, double[]> values) {
    if (precision == Precision.F64) {
      return DataSet.ofDoubles(rows, values);
    }
    Map<String, float[]> rounded = new LinkedHashMap<>();
    values.forEach((name, wide) -> rounded.put(name, rounded(wide)));
    return new DataSet(rows, rounded);
  }

  private static float[] rounded(double[] wide) {
    float[] values = new float[wide.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) wide[i];
    }
    return values;
  }
}
