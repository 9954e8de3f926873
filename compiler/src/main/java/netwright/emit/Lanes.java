package netwright.emit;

import netwright.runtime.Flavour;

/// How many elements generated code works on at a time. The bits it computes do not depend on this.
public sealed interface Lanes {

  /// The strategy of `flavour`.
  static Lanes of(Flavour flavour) {
    return flavour == Flavour.SCALAR ? new Scalar() : new Vector(flavour.lanes());
  }

  /// One: plain loops, which any Java virtual machine runs.
  record Scalar() implements Lanes {}

  /// `count` F32 elements in a vector of `jdk.incubator.vector`.
  record Vector(int count) implements Lanes {
    public Vector {
      if (count != 4 && count != 8 && count != 16) {
        throw new IllegalArgumentException("no vectors of " + count + " lanes");
      }
    }
  }
}
