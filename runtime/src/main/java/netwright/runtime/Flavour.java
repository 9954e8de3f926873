package netwright.runtime;

import jdk.incubator.vector.FloatVector;
import netwright.runtime.math.Fma;

/// How generated code computes: one number at a time, or vectors of so many F32 lanes. The results are the same bits.
public enum Flavour {
  /// Plain loops, which any virtual machine runs.
  SCALAR("Scalar", 1),
  /// Vectors of 128 bits.
  VECTOR_128("V128", 4),
  /// Vectors of 256 bits.
  VECTOR_256("V256", 8),
  /// Vectors of 512 bits.
  VECTOR_512("V512", 16);

  private final String suffix;
  private final int lanes;

  Flavour(String suffix, int lanes) {
    this.suffix = suffix;
    this.lanes = lanes;
  }

  /// What the name of a class of this flavour ends with: `HousePrices$V256`.
  public String suffix() {
    return suffix;
  }

  /// How many F32 numbers are computed at a time.
  public int lanes() {
    return lanes;
  }

  /// The widest vectors that run well here; [#SCALAR] if the module `jdk.incubator.vector` is not there, or the
  /// processor has no fused multiply-add.
  public static Flavour widest() {
    return hasVectors() && Fma.HARDWARE ? ofLanes(Width.preferred()) : SCALAR;
  }

  /// Whether the module `jdk.incubator.vector` is there.
  public static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static Flavour ofLanes(int lanes) {
    Flavour widest = SCALAR;
    for (Flavour flavour : values()) {
      widest = flavour.lanes <= lanes ? flavour : widest;
    }
    return widest;
  }

  /// Apart, so that the vector classes are not looked for where they are not.
  private static final class Width {
    static int preferred() {
      return FloatVector.SPECIES_PREFERRED.length();
    }
  }
}
