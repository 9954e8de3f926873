package netwright.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.op.Contract;

/// A loop index for each letter of a contraction.
record ContractionIndices(Contract contract, TensorType left, TensorType right) {

  /// The loops over `letters`; axes of size 1 need none.
  List<Loop> loops(String letters) {
    List<Loop> loops = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      if (letter == Contract.BATCH) {
        loops.add(new Loop(index(letter), new Extent.PerRow(1)));
      } else if (size(letter) != 1) {
        loops.add(new Loop(index(letter), new Extent.Fixed(size(letter))));
      }
    }
    return loops;
  }

  /// The point of the tensor whose axes are `letters`.
  Point.Axes point(String letters) {
    Optional<Index> row =
        letters.indexOf(Contract.BATCH) >= 0
            ? Optional.of(index(Contract.BATCH))
            : Optional.empty();
    List<Affine> axes = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      if (letter != Contract.BATCH) {
        axes.add(size(letter) == 1 ? Affine.of(0) : Affine.of(0).plus(index(letter), 1));
      }
    }
    return new Point.Axes(row, axes);
  }

  private int size(char letter) {
    return contract.size(letter, left, right);
  }

  private static Index index(char letter) {
    return new Index(letter == Contract.BATCH ? "row" : String.valueOf(letter));
  }
}
