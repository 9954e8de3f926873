package netwright.program;

import java.util.List;
import netwright.runtime.Precision;

/// What the cells of one column mean, as training read them.
final class CsvCells {
  private static final String MISSING = " na n/a #n/a nan null nil none missing ? - -- . ";

  private final Precision precision;
  private final List<String> labels;
  private final int classes;

  /// @param labels the names of classes or categories; empty if cells are numbers
  /// @param classes how many classes there are; 0 if cells are no classes
  CsvCells(Precision precision, List<String> labels, int classes) {
    this.precision = precision;
    this.labels = labels;
    this.classes = classes;
  }

  /// The number or class that a cell is; NaN if it is none.
  double read(String cell) {
    if (!labels.isEmpty()) {
      int number = labels.indexOf(cell);
      return number < 0 || classes > 0 && number >= classes ? Double.NaN : number;
    }
    double number = isDecimal(cell) ? Double.parseDouble(cell) : Double.NaN;
    if (precision == Precision.F32) {
      number = (float) number;
    }
    boolean fits =
        classes > 0
            ? number >= 0 && number < classes && number == (int) number
            : number - number == 0;
    return fits ? number : Double.NaN;
  }

  /// Whether `cell` is the name of a class.
  boolean names(String cell) {
    return labels.contains(cell);
  }

  /// What a cell should have been.
  String expected() {
    if (!labels.isEmpty()) {
      return "one of " + String.join(", ", labels);
    }
    return classes > 0 ? "one of the classes 0 to " + (classes - 1) : "a decimal number";
  }

  /// Whether `cell` says that there is no value.
  static boolean isMissing(String cell) {
    StringBuilder lower = new StringBuilder(" ");
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c == ' ' ? '_' : c);
    }
    return cell.isEmpty() || MISSING.contains(lower.append(' '));
  }

  /// `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before the exponent.
  static boolean isDecimal(String cell) {
    int from = sign(cell, 0);
    int at = digits(cell, from);
    int seen = at - from;
    if (at < cell.length() && cell.charAt(at) == '.') {
      from = at + 1;
      at = digits(cell, from);
      seen += at - from;
    }
    if (seen > 0 && at < cell.length() && (cell.charAt(at) | 0x20) == 'e') {
      from = sign(cell, at + 1);
      at = digits(cell, from);
      seen = at - from;
    }
    return seen > 0 && at == cell.length();
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
}
