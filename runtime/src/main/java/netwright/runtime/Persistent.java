package netwright.runtime;

/// What lives from run to run, parameters, buffers and optimizer state: one array in the precision of the network.
public final class Persistent {
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final Precision precision;
  private final float[] floats;
  private final double[] doubles;

  private Persistent(Precision precision, float[] floats, double[] doubles) {
    this.precision = precision;
    this.floats = floats;
    this.doubles = doubles;
  }

  /// `size` zeros.
  public static Persistent of(Precision precision, int size) {
    return precision == Precision.F32 ? of(new float[size]) : of(new double[size]);
  }

  /// Numbers in f32; the array is shared, not copied.
  public static Persistent of(float[] floats) {
    return new Persistent(Precision.F32, floats, NO_DOUBLES);
  }

  /// Numbers in f64; the array is shared, not copied.
  public static Persistent of(double[] doubles) {
    return new Persistent(Precision.F64, NO_FLOATS, doubles);
  }

  /// What the numbers are.
  public Precision precision() {
    return precision;
  }

  /// How many there are.
  public int size() {
    return precision == Precision.F32 ? floats.length : doubles.length;
  }

  /// The array, if they are in f32; else an empty one.
  public float[] floats() {
    return floats;
  }

  /// The array, if they are in f64; else an empty one.
  public double[] doubles() {
    return doubles;
  }

  /// The number at `place`.
  public double get(int place) {
    return precision == Precision.F32 ? floats[place] : doubles[place];
  }

  /// Puts `value`, rounded to the precision, at `place`.
  public void set(int place, double value) {
    if (precision == Precision.F32) {
      floats[place] = (float) value;
    } else {
      doubles[place] = value;
    }
  }

  /// Copies `count` numbers from one place to another.
  public void copy(int from, int to, int count) {
    if (precision == Precision.F32) {
      System.arraycopy(floats, from, floats, to, count);
    } else {
      System.arraycopy(doubles, from, doubles, to, count);
    }
  }

  /// The same numbers in an array of their own.
  public Persistent copy() {
    return new Persistent(precision, floats.clone(), doubles.clone());
  }

  /// Takes the numbers of `other`, which has as many in the same precision.
  public void set(Persistent other) {
    System.arraycopy(other.floats, 0, floats, 0, floats.length);
    System.arraycopy(other.doubles, 0, doubles, 0, doubles.length);
  }
}
