package netwright.runtime;

/// Arrays of one precision as arrays of the other.
final class Conversion {
  private Conversion() {}

  /// The same numbers, or none if there are none.
  static double[] widened(float[] values) {
    if (values == null) {
      return null;
    }
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /// The nearest numbers in f32, or none if there are none.
  static float[] rounded(double[] values) {
    if (values == null) {
      return null;
    }
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
