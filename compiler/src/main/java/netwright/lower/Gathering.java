package netwright.lower;

import java.util.List;
import netwright.ir.Node;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.TensorBuilder;

/// The letters of a gather: `z` is counted, `a`, `b`, … are the axes of the index, `A`, `B`, … the others of the table.
final class Gathering {

  private Gathering() {}

  /// The rows of `table` that `index` counts (`axis` is negative), or, at each place of `index`, the element along `axis`
  /// of `table`, which has that place too.
  static Node of(TensorBuilder build, Node table, Node index, int axis) {
    String places = letters('a', index.type().shape().rank());
    String tableAxes;
    String elements;
    if (axis < 0) {
      String row = letters('A', table.type().shape().rank() - 1);
      tableAxes = "z" + row;
      elements = places + row;
    } else {
      tableAxes = places.substring(0, axis) + "z" + places.substring(axis);
      elements = places;
    }
    Gather read =
        new Gather.Read(
            batch(table.type().batched()) + tableAxes,
            batch(index.type().batched()) + places,
            batch(table.type().batched() || index.type().batched()) + elements);
    return build.add(read, List.of(table, index));
  }

  /// Letters from `first` on, without that of the batch.
  private static String letters(char first, int count) {
    StringBuilder letters = new StringBuilder();
    for (char letter = first; letters.length() < count; letter++) {
      if (letter != Contract.BATCH) {
        letters.append(letter);
      }
    }
    return letters.toString();
  }

  private static String batch(boolean batched) {
    return batched ? String.valueOf(Contract.BATCH) : "";
  }
}
