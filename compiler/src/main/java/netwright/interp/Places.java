package netwright.interp;

import java.util.Arrays;
import netwright.ir.DType;
import netwright.ir.TensorType;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Spacing;
import netwright.runtime.math.Ranks;

/// The meaning of operations that find or leave elements at places of their own: [Spacing], concatenations, [Gather].
final class Places {

  private Places() {}

  static double[] select(
      Move.Select operation, TensorType from, TensorType to, int rows, double[] x) {
    return Positions.gather(x, positions(operation.places(), from, to, rows));
  }

  static double[] place(
      Move.Place operation, TensorType from, TensorType to, int rows, double[] x) {
    int[] positions = positions(operation.places(), to, from, rows);
    double[] result = new double[to.shape().elements() * (to.batched() ? rows : 1)];
    boolean adds = operation.places().overlaps();
    for (int i = 0; i < x.length; i++) {
      result[positions[i]] = adds ? to.dtype().round(result[positions[i]] + x[i]) : x[i];
    }
    return result;
  }

  /// Where the elements of a small tensor are in a large one.
  private static int[] positions(Spacing places, TensorType large, TensorType small, int rows) {
    int[] positions =
        Positions.of(small, rows, large.shape().elements(), places.strides(large.shape()));
    int offset = places.offset(large.shape());
    Arrays.setAll(positions, i -> positions[i] + offset);
    return positions;
  }

  /// Puts an input of a concatenation to its place in `result`, which has `length` elements along the axis.
  static void concat(
      int axis, int start, int length, TensorType part, double[] x, double[] result) {
    int inner = part.shape().strides()[axis];
    int own = part.shape().size(axis) * inner;
    for (int i = 0; i < x.length; i++) {
      result[i / own * length * inner + start * inner + i % own] = x[i];
    }
  }

  static double[] read(
      Gather.Read operation,
      TensorType table,
      TensorType index,
      TensorType result,
      int rows,
      double[] values,
      double[] numbers) {
    Walk walk = new Walk(operation, result, operation.elements(), table, index, rows);
    double[] read = new double[walk.elements.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = values[walk.place(i, numbers)];
    }
    return read;
  }

  static double[] scatter(
      Gather.ScatterAdd operation,
      TensorType elements,
      TensorType index,
      TensorType table,
      int rows,
      double[] values,
      double[] numbers) {
    Walk walk = new Walk(operation, elements, operation.elements(), table, index, rows);
    double[] result = new double[table.shape().elements() * (table.batched() ? rows : 1)];
    DType dtype = table.dtype();
    for (int i = 0; i < values.length; i++) {
      int place = walk.place(i, numbers);
      result[place] = dtype.round(result[place] + values[i]);
    }
    return result;
  }

  /// All elements of a gather in order: where each one's row of the table starts, and where its number is.
  private static final class Walk {
    final int[] elements;
    private final int[] numbers;
    private final int stride;
    private final int size;

    Walk(
        Gather operation,
        TensorType type,
        String letters,
        TensorType table,
        TensorType index,
        int rows) {
      elements = positions(letters, type, operation.table(), table, rows);
      numbers = positions(letters, type, operation.index(), index, rows);
      stride = stride(operation.counted(), operation.table(), table);
      size = table.shape().size(axes(operation.table()).indexOf(operation.counted()));
    }

    int place(int element, double[] index) {
      int number = (int) index[numbers[element]];
      return elements[element] + stride * Math.max(0, Math.min(number, size - 1));
    }

    private static int[] positions(
        String letters, TensorType type, String axes, TensorType in, int rows) {
      int[] positions = {0};
      int axis = 0;
      for (char letter : letters.toCharArray()) {
        int count = letter == Contract.BATCH ? rows : type.shape().size(axis++);
        positions = Positions.along(positions, count, stride(letter, axes, in));
      }
      return positions;
    }

    private static int stride(char letter, String axes, TensorType type) {
      if (letter == Contract.BATCH) {
        return axes.indexOf(letter) >= 0 ? type.shape().elements() : 0;
      }
      int axis = axes(axes).indexOf(letter);
      return axis >= 0 ? type.shape().strides()[axis] : 0;
    }

    private static String axes(String letters) {
      return letters.replace(String.valueOf(Contract.BATCH), "");
    }
  }

  /// The meaning of [netwright.op.Ranks]: halves are exact in either type, so the order of the sum does not matter.
  static double[] ranks(TensorType type, int rows, double[] x) {
    int size = type.shape().elements();
    double[] ranks = new double[x.length];
    for (int element = 0; element < size; element++) {
      double[] column = new double[rows];
      for (int row = 0; row < rows; row++) {
        column[row] = x[row * size + element];
      }
      double[] places = Ranks.of(column);
      for (int row = 0; row < rows; row++) {
        ranks[row * size + element] = type.dtype().round(places[row]);
      }
    }
    return ranks;
  }
}
