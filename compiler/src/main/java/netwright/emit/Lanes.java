package netwright.emit;

import netwright.loop.ElementType;
import netwright.runtime.Flavour;

/// How many elements generated code works on at a time. The bits it computes do not depend on this.
public sealed interface Lanes {

  /// The strategy of `flavour`, the same for any machine.
  static Lanes of(Flavour flavour) {
    return of(flavour, false);
  }

  /// The strategy of `flavour`.
  ///
  /// @param whole whether it is for a machine that does products of 512 bits in one piece
  static Lanes of(Flavour flavour, boolean whole) {
    return flavour == Flavour.SCALAR ? new Scalar() : new Vector(flavour.lanes(), whole);
  }

  /// Whether there are 32 registers for vectors rather than 16.
  default boolean hasMoreRegisters() {
    return this instanceof Vector vector && vector.count == 16;
  }

  /// One: plain loops, which any Java virtual machine runs.
  record Scalar() implements Lanes {}

  /// `count` F32 elements in a vector of `jdk.incubator.vector`, or half as many F64.
  ///
  /// @param whole whether products of 512 bits are done in one piece, so that they take no longer than those of 256
  record Vector(int count, boolean whole) implements Lanes {
    /// For a machine that does products of 512 bits in halves.
    public Vector(int count) {
      this(count, false);
    }

    public Vector {
      if (count != 4 && count != 8 && count != 16) {
        throw new IllegalArgumentException("no vectors of " + count + " lanes");
      }
    }

    /// The fewest lanes that HotSpot has masks for: those of two are objects, ten to twenty times slower.
    private static final int LEAST = 4;

    /// How many elements of `type` such a vector has; 1 if too few for vectors to be of use.
    int of(ElementType type) {
      int lanes = type == ElementType.F64 ? count / 2 : count;
      return lanes < LEAST ? 1 : lanes;
    }
  }

  /// One, but for contractions of at least `least` products, which share one kernel of vectors of `count` F32 elements, and
  /// sums of columns over as many elements, which share another one: soon warm.
  record Shared(int count, long least) implements Lanes {
    /// Products below which a contraction is done before its factors have been prepared for the kernel.
    private static final long FEW = 1 << 15;

    /// Large contractions in vectors of `count` elements.
    public Shared(int count) {
      this(count, FEW);
    }
  }
}
