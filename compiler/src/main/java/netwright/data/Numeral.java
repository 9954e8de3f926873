package netwright.data;

import java.util.Locale;
import java.util.Set;

/// A cell read as a number: decimal, with a point, perhaps an exponent; nothing else. The same in every locale.
final class Numeral {
  private static final Set<String> MISSING =
      Set.of("na", "n/a", "#n/a", "nan", "null", "nil", "none", "missing", "?", "-", "--", ".");

  private Numeral() {}

  /// The number that `cell` is, rounded once from f64 to f32; NaN if it is none, or beyond f32.
  static float parse(String cell) {
    if (!isDecimal(cell)) {
      return Float.NaN;
    }
    float value = (float) Double.parseDouble(cell);
    return Float.isInfinite(value) ? Float.NaN : value;
  }

  /// The f64 nearest to the number that `cell` is; NaN if it is none, or beyond f64.
  static double parseWide(String cell) {
    double value = isDecimal(cell) ? Double.parseDouble(cell) : Double.NaN;
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before the exponent.
  static boolean isDecimal(String cell) {
    int at = sign(cell, 0);
    int whole = digits(cell, at);
    boolean point = whole < cell.length() && cell.charAt(whole) == '.';
    int end = point ? digits(cell, whole + 1) : whole;
    if (end - at - (point ? 1 : 0) == 0) {
      return false;
    }
    if (end < cell.length() && (cell.charAt(end) | 0x20) == 'e') {
      int exponent = sign(cell, end + 1);
      end = digits(cell, exponent);
      return end > exponent && end == cell.length();
    }
    return end == cell.length();
  }

  private static int sign(String cell, int at) {
    return at < cell.length() && (cell.charAt(at) == '-' || cell.charAt(at) == '+') ? at + 1 : at;
  }

  private static int digits(String cell, int at) {
    int end = at;
    while (end < cell.length() && cell.charAt(end) >= '0' && cell.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /// Whether `cell` is empty or says that there is no value.
  static boolean isMissing(String cell) {
    return cell.isEmpty() || MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /// A cell as a message shows it: one line, not long.
  static String shortened(String cell) {
    String line =
        cell.codePoints()
            .map(c -> Character.isISOControl(c) ? '·' : c)
            .limit(40)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.length() < cell.length() ? line + "…" : line;
  }
}
