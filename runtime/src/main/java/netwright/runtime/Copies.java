package netwright.runtime;

/// Copies of parts of arrays. A few numbers are copied one by one: a call of the JVM's own copy takes some five nanoseconds, a
/// tenth of a small prediction.
final class Copies {
  private static final int FEW = 8;

  private Copies() {}

  static void copy(float[] from, int start, float[] to, int place, int count) {
    if (count > FEW) {
      System.arraycopy(from, start, to, place, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[place + i] = from[start + i];
    }
  }

  static void copy(double[] from, int start, double[] to, int place, int count) {
    if (count > FEW) {
      System.arraycopy(from, start, to, place, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[place + i] = from[start + i];
    }
  }
}
