package netwright.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.train.DataSet;

/// Missing numbers, which are NaN after reading; nothing else is.
final class Gaps {
  private Gaps() {}

  /// The samples that lack nothing.
  static DataSet dropped(DataSet rows) {
    boolean[] lacking = new boolean[rows.rows()];
    for (String name : rows.names()) {
      Kept values = Kept.of(rows, name);
      int size = rows.size(name);
      for (long i = 0; i < values.length(); i++) {
        lacking[(int) (i / size)] |= Double.isNaN(values.get(i));
      }
    }
    int[] kept = new int[lacking.length];
    int count = 0;
    for (int row = 0; row < lacking.length; row++) {
      if (!lacking[row]) {
        kept[count++] = row;
      }
    }
    return count == lacking.length ? rows : rows.select(Arrays.copyOf(kept, count));
  }

  /// The mean of each element of the inputs, as far as it is there: summed in f64, in order, and rounded once.
  static Map<String, double[]> means(DataSet rows, List<Field> fields, Problems problems) {
    Map<String, double[]> means = new LinkedHashMap<>();
    for (Field field : fields) {
      if (field.mayLack(Missing.MEAN)) {
        means.put(field.name(), means(Kept.of(rows, field.name()), field, problems));
      }
    }
    return means;
  }

  private static double[] means(Kept values, Field field, Problems problems) {
    int size = field.size();
    double[] sums = new double[size];
    int[] counts = new int[size];
    for (long i = 0; i < values.length(); i++) {
      double value = values.get(i);
      if (!Double.isNaN(value)) {
        sums[(int) (i % size)] += value;
        counts[(int) (i % size)]++;
      }
    }
    double[] means = new double[size];
    for (int i = 0; i < size; i++) {
      means[i] = sums[i] / counts[i];
      if (counts[i] == 0) {
        problems.add(
            Diagnostic.of(
                    Code.NOT_A_NUMBER,
                    field.span(),
                    "element " + i + " of " + field.name() + " is missing in every training row")
                .help("leave its column out"));
      }
    }
    return means;
  }

  /// Puts the means where something is missing.
  static void fill(DataSet rows, Map<String, double[]> means) {
    means.forEach((name, mean) -> {
      Kept values = Kept.of(rows, name);
      for (long i = 0; i < values.length(); i++) {
        if (Double.isNaN(values.get(i))) {
          values.set(i, mean[(int) (i % mean.length)]);
        }
      }
    });
  }
}
