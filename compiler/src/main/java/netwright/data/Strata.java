package netwright.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Some of the rows of an order, and the others, both in that order.
record Strata(int[] chosen, int[] others) {

  /// The first `count` rows; where there are classes, the first of each class, as many as its share of all rows, by the
  /// method of the largest remainder, the smaller class first where remainders are equal.
  static Strata first(int[] order, int count, float... classes) {
    if (classes.length == 0) {
      return new Strata(
          Arrays.copyOf(order, count), Arrays.copyOfRange(order, count, order.length));
    }
    Map<Float, Integer> quotas = quotas(order, count, classes);
    int[] chosen = new int[count];
    int[] others = new int[order.length - count];
    int taken = 0;
    int left = 0;
    for (int row : order) {
      int quota = quotas.get(classes[row]);
      if (quota > 0) {
        quotas.put(classes[row], quota - 1);
        chosen[taken++] = row;
      } else {
        others[left++] = row;
      }
    }
    return new Strata(chosen, others);
  }

  private static Map<Float, Integer> quotas(int[] order, int count, float... classes) {
    Map<Float, Long> sizes = new TreeMap<>();
    for (int row : order) {
      sizes.merge(classes[row], 1L, Long::sum);
    }
    Map<Float, Integer> quotas = new TreeMap<>();
    sizes.forEach((each, size) -> quotas.put(each, (int) (size * count / order.length)));
    int rest = count - quotas.values().stream().mapToInt(Integer::intValue).sum();
    sizes.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> -(each.getValue() * count % order.length)))
        .limit(rest)
        .forEach(each -> quotas.merge(each.getKey(), 1, Integer::sum));
    return quotas;
  }
}
