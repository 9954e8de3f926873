package netwright.weights;

import java.util.Comparator;

/// Names in the order in which people count: `layers.2` before `layers.10`.
final class NaturalOrder {
  static final Comparator<String> COMPARATOR = NaturalOrder::compare;

  private NaturalOrder() {}

  /// A name without its numbers; names that differ in nothing else are numbered.
  static String skeleton(String name) {
    return name.replaceAll("[0-9]+", "#");
  }

  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int order;
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        String left = number(a, i);
        String right = number(b, j);
        i += left.length();
        j += right.length();
        order = compareNumbers(left, right);
      } else {
        order = Character.compare(a.charAt(i++), b.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int compareNumbers(String left, String right) {
    String a = left.replaceFirst("^0+", "");
    String b = right.replaceFirst("^0+", "");
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }

  private static String number(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
