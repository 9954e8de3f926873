package netwright.data;

import java.util.Locale;
import java.util.regex.Pattern;
import netwright.runtime.Precision;

/// What is wrong with a cell, and what to do.
record CellFault(String message, String help) {
  private static final Pattern AMBIGUOUS_COMMA = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
  private static final Pattern GROUPED =
      Pattern.compile("[+-]?\\d{1,3}([,_' \\u00a0\\u202f]\\d{3})+(\\.\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX][0-9a-fA-F.]+([pP][+-]?\\d+)?");
  private static final Pattern SUFFIX =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[fFdDlL%]");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

  private static final String MISSING_HELP =
      "put a number there, take the row out, set `missing = drop`, or for an input `missing = mean`";

  /// Why [Numeral] finds no number in `cell`.
  static CellFault of(String cell, Precision precision) {
    String quoted = "`" + Numeral.shortened(cell) + "`";
    if (cell.isEmpty()) {
      return new CellFault("a cell is empty", MISSING_HELP);
    }
    if (Numeral.isMissing(cell)) {
      return new CellFault(quoted + " stands for a missing number", MISSING_HELP);
    }
    if (Numeral.isDecimal(cell)) {
      return new CellFault(
          quoted + " is too large for " + precision,
          "the largest number is "
              + (precision == Precision.F32 ? "3.4e38" : "1.8e308")
              + "; scale the column");
    }
    if (INFINITE.matcher(cell.toLowerCase(Locale.ROOT)).matches()) {
      return new CellFault(
          quoted + " is not finite", "put a finite number there, or take the row out");
    }
    return written(cell, quoted);
  }

  private static CellFault written(String cell, String quoted) {
    if (AMBIGUOUS_COMMA.matcher(cell).matches()) {
      return new CellFault(
          quoted + " has a comma in it",
          "decimals take a point, and groups of digits nothing: write "
              + cell.replace(',', '.')
              + " or "
              + cell.replace(",", ""));
    }
    if (DECIMAL_COMMA.matcher(cell).matches()) {
      return new CellFault(
          quoted + " has a comma in it", "decimals take a point: write " + cell.replace(',', '.'));
    }
    if (GROUPED.matcher(cell).matches()) {
      return new CellFault(
          quoted + " has its digits in groups",
          "write " + cell.replaceAll("[,_' \\u00a0\\u202f]", ""));
    }
    if (HEXADECIMAL.matcher(cell).matches()) {
      return new CellFault(quoted + " is a hexadecimal number", "write it in decimal");
    }
    if (SUFFIX.matcher(cell).matches()) {
      return new CellFault(
          quoted + " ends with a letter or sign", "write " + cell.substring(0, cell.length() - 1));
    }
    return new CellFault(
        quoted + " is not a number",
        "numbers look like 3, -0.5 or 1e-3; only a `class` is read from text");
  }
}
