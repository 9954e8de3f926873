package netwright.runtime.train;

import java.util.Arrays;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.math.Ranks;

/// Values of samples that are joined, or put in order, while the samples come piece by piece: the same bits as from all of
/// them at once.
///
/// A sum goes to sixteen lanes: element i to lane i mod 16, where i counts over all samples and the elements of each that
/// are added up. The lanes are then added in a tree.
final class Gathering {
  private static final int LANES = 16;

  private final Port port;
  private final boolean sums;
  private final boolean ranks;
  private final int kept;
  private final int reduced;
  private final double[] values;
  private int rows;

  /// @param port where a program leaves the values of a sample: those of one result after the other
  /// @param allRows how many samples will come
  Gathering(Port port, int allRows) {
    String[] words = port.name().split("\\.");
    this.port = port;
    this.sums = words[0].equals("SUM");
    this.ranks = words[0].equals("RANKS");
    this.kept = Integer.parseInt(words[1]);
    this.reduced = port.size() / kept;
    this.values = new double[Math.multiplyExact(kept, sums ? LANES : ranks ? allRows : 1)];
    if (!sums) {
      Arrays.fill(values, Double.NEGATIVE_INFINITY);
    }
  }

  /// Takes the values of the next `count` samples.
  void add(Memory memory, int count) {
    int place = port.offset();
    for (int row = 0; row < count; row++, rows++) {
      for (int i = 0; i < kept; i++) {
        for (int k = 0; k < reduced; k++, place++) {
          add(i, k, port.wide() ? memory.wide[place] : memory.scratch[place]);
        }
      }
    }
  }

  private void add(int i, int k, double value) {
    if (sums) {
      int lane = LANES * i + (int) ((long) rows * reduced + k & LANES - 1);
      values[lane] = rounded(values[lane] + value);
    } else {
      int place = ranks ? i * (values.length / kept) + rows : i;
      values[place] = Math.max(values[place], value);
    }
  }

  /// The result of f32 numbers is f32: a sum of two, rounded from f64, is the sum rounded once.
  private double rounded(double value) {
    return port.wide() ? value : (float) value;
  }

  /// Whether there is a result for each sample.
  boolean isOfSamples() {
    return ranks;
  }

  /// Where a program leaves the values.
  Port port() {
    return port;
  }

  /// The results; those of each sample, if they are of samples.
  double[] results() {
    double[] results = new double[ranks ? values.length : kept];
    for (int i = 0; i < kept; i++) {
      if (ranks) {
        double[] column = Ranks.of(Arrays.copyOfRange(values, i * rows, (i + 1) * rows));
        for (int row = 0; row < rows; row++) {
          results[row * kept + i] = rounded(column[row]);
        }
      } else {
        results[i] = sums ? sum(LANES * i) : values[i];
      }
    }
    return results;
  }

  private double sum(int start) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = start; lane < start + half; lane++) {
        values[lane] = rounded(values[lane] + values[lane + half]);
      }
    }
    return values[start];
  }
}
