package netwright.shared;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What `relu` does with values, and its derivative with gradients, in vectors: they pass where a test is positive.
///
/// target[row, column] = test[row, column] ≤ 0 ? 0 : value[row, column]
///
/// For `relu` the test is the value, for its derivative the result of `relu`. HotSpot makes no vectors of such a choice by
/// itself.
public final class SharedGate {

  private SharedGate() {}

  /// Computes a matrix; each of the three has its columns side by side. An element of the target may lie where the test or
  /// the value for it lies.
  ///
  /// @param lanes floats in a vector: 16, 8 or 4
  /// @param counted iterations of an empty loop, to get this compiled
  /// @param test what the values pass by, rows that are `testRow` apart, from `testAt` on
  /// @param values what passes, rows that are `row` apart, from `at` on
  /// @param target where it goes, rows that are `targetRow` apart, from `targetAt` on
  public static void run(
      int lanes,
      int counted,
      float[] test,
      int testAt,
      int testRow,
      float[] values,
      int at,
      int row,
      float[] target,
      int targetAt,
      int targetRow,
      int rows,
      int columns) {
    int whole = columns / lanes * lanes;
    for (int i = 0; i < rows; i++) {
      int from = testAt + i * testRow;
      int value = at + i * row;
      int to = targetAt + i * targetRow;
      switch (lanes) {
        case 16 -> Row16.run(counted, test, from, values, value, target, to, whole);
        case 8 -> Row8.run(counted, test, from, values, value, target, to, whole);
        default -> Row4.run(counted, test, from, values, value, target, to, whole);
      }
      for (int column = whole; column < columns; column++) {
        target[to + column] = test[from + column] <= 0 ? 0 : values[value + column];
      }
    }
  }

  private static FloatVector chosen(
      VectorSpecies<Float> species, float[] test, int from, float[] values, int at) {
    FloatVector zero = FloatVector.zero(species);
    var closed = FloatVector.fromArray(species, test, from).compare(VectorOperators.LE, zero);
    return FloatVector.fromArray(species, values, at).blend(zero, closed);
  }

  /// Vectors of 16 floats.
  private static final class Row16 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    private Row16() {}

    static void run(
        int counted, float[] test, int from, float[] values, int at, float[] to, int place, int n) {
      for (int i = 0; i < counted; i++) {}
      for (int i = 0; i < n; i += 16) {
        chosen(SPECIES, test, from + i, values, at + i).intoArray(to, place + i);
      }
    }
  }

  /// Vectors of 8 floats.
  private static final class Row8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    private Row8() {}

    static void run(
        int counted, float[] test, int from, float[] values, int at, float[] to, int place, int n) {
      for (int i = 0; i < counted; i++) {}
      for (int i = 0; i < n; i += 8) {
        chosen(SPECIES, test, from + i, values, at + i).intoArray(to, place + i);
      }
    }
  }

  /// Vectors of 4 floats.
  private static final class Row4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;

    private Row4() {}

    static void run(
        int counted, float[] test, int from, float[] values, int at, float[] to, int place, int n) {
      for (int i = 0; i < counted; i++) {}
      for (int i = 0; i < n; i += 4) {
        chosen(SPECIES, test, from + i, values, at + i).intoArray(to, place + i);
      }
    }
  }
}
