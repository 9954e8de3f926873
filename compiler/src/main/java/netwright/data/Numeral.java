package netwright.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import netwright.runtime.Precision;

/// A cell read as a number: decimal, with a point, perhaps an exponent; nothing else. The same in every locale.
final class Numeral {
  private static final Set<String> MISSING =
      Set.of("na", "n/a", "#n/a", "nan", "null", "nil", "none", "missing", "?", "-", "--", ".");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
  private static final Pattern GROUPED =
      Pattern.compile("[+-]?\\d{1,3}([,_' \\u00a0\\u202f]\\d{3})+(\\.\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX][0-9a-fA-F.]+([pP][+-]?\\d+)?");
  private static final Pattern SUFFIX =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[fFdDlL%]");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

  private static final String MISSING_HELP =
      "put a number there, take the row out, or set `missing = drop` or `missing = mean`";

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

  /// What is wrong with a cell that [#parse] refused, and what to do.
  record Fault(String message, String help) {}

  /// Why `cell` is not a number in f32.
  static Fault fault(String cell) {
    return fault(cell, Precision.F32);
  }

  /// Why `cell` is not a number in this precision.
  static Fault fault(String cell, Precision precision) {
    String quoted = "`" + shortened(cell) + "`";
    if (cell.isEmpty()) {
      return new Fault("a cell is empty", MISSING_HELP);
    }
    if (isMissing(cell)) {
      return new Fault(quoted + " stands for a missing number", MISSING_HELP);
    }
    if (isDecimal(cell)) {
      return new Fault(
          quoted + " is too large for " + precision,
          "the largest number is "
              + (precision == Precision.F32 ? "3.4e38" : "1.8e308")
              + "; scale the column");
    }
    if (INFINITE.matcher(cell.toLowerCase(Locale.ROOT)).matches()) {
      return new Fault(quoted + " is not finite", "put a finite number there, or take the row out");
    }
    return written(cell, quoted);
  }

  private static Fault written(String cell, String quoted) {
    if (DECIMAL_COMMA.matcher(cell).matches()) {
      return new Fault(
          quoted + " has a comma in it", "decimals take a point: write " + cell.replace(',', '.'));
    }
    if (GROUPED.matcher(cell).matches()) {
      return new Fault(
          quoted + " has its digits in groups",
          "write " + cell.replaceAll("[,_' \\u00a0\\u202f]", ""));
    }
    if (HEXADECIMAL.matcher(cell).matches()) {
      return new Fault(quoted + " is a hexadecimal number", "write it in decimal");
    }
    if (SUFFIX.matcher(cell).matches()) {
      return new Fault(
          quoted + " ends with a letter or sign", "write " + cell.substring(0, cell.length() - 1));
    }
    return new Fault(
        quoted + " is not a number",
        "numbers look like 3, -0.5 or 1e-3; only a `class` is read from text");
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
