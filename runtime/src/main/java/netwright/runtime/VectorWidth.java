package netwright.runtime;

import jdk.incubator.vector.FloatVector;

/// Asks the vector module for its width; a class of its own, so that nothing else needs that module.
final class VectorWidth {
  private VectorWidth() {}

  /// The flavour of the widest vectors that HotSpot makes instructions of for all types of elements.
  static Flavour widest() {
    return switch (FloatVector.SPECIES_PREFERRED.length()) {
      case 4 -> Flavour.V128;
      case 8 -> Flavour.V256;
      case 16 -> Flavour.V512;
      default -> Flavour.SCALAR;
    };
  }
}
