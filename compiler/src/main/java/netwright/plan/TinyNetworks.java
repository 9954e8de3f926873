package netwright.plan;

import netwright.fuse.Kernel;
import netwright.fuse.KernelGraph;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.TensorType;

/// Which networks are tiny, so that all their values of sixteen rows fit into registers and the nearest cache.
public final class TinyNetworks {
  private static final int MOST_ELEMENTS_OF_ROW = 400;
  private static final int MOST_SUMS = 128;

  /// Accumulators of a sum; rows go through a sweep by as many.
  static final int LANES = 16;

  private TinyNetworks() {}

  /// Whether the network of `kernels` is one of them.
  public static boolean contain(KernelGraph kernels) {
    return ofRow(kernels) <= MOST_ELEMENTS_OF_ROW && sums(kernels) <= MOST_SUMS;
  }

  /// The figures that decide it, for people.
  public static String figures(KernelGraph kernels) {
    return "%d elements a row (a tiny network has at most %d), %d sums over the batch (at most %d)"
        .formatted(ofRow(kernels), MOST_ELEMENTS_OF_ROW, sums(kernels), MOST_SUMS);
  }

  /// Enough elements for the sums of a batch, their accumulators, and all values of all rows.
  ///
  /// @throws ArithmeticException if it is more than an array can have
  static int memory(KernelGraph kernels, int capacity) {
    int ofSums = Math.multiplyExact(LANES + 1, roundedUp(sums(kernels)));
    int ofRows = Math.multiplyExact(ofRow(kernels), roundedUp(capacity));
    return Math.addExact(ofSums, ofRows);
  }

  private static int roundedUp(int count) {
    return Math.multiplyExact(Math.ceilDiv(count, LANES), LANES);
  }

  private static int ofRow(KernelGraph kernels) {
    long elements = 0;
    for (Node node : kernels.graph().nodes()) {
      TensorType type = node.type();
      if (type.batched() && type.dtype() == DType.F32) {
        elements += type.shape().elements();
      }
    }
    return (int) Math.min(elements, Integer.MAX_VALUE);
  }

  private static int sums(KernelGraph kernels) {
    long elements = 0;
    for (Kernel kernel : kernels.kernels()) {
      elements +=
          switch (kernel) {
            case Kernel.Map _, Kernel.Alone _ -> 0;
            case Kernel.Reduction reduction -> sums(reduction.root());
            case Kernel.Contraction contraction -> sums(contraction.root());
          };
    }
    return (int) Math.min(elements, Integer.MAX_VALUE);
  }

  private static int sums(Node root) {
    return root.type().batched() ? 0 : root.type().shape().elements();
  }
}
