package netwright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import netwright.driver.ConversionReport;
import netwright.driver.WeightsReport;

/// What is in files of weights, for a person.
final class WeightsTable {
  private static final int LONGEST = 100;

  private WeightsTable() {}

  /// A table of tensors, what there is in all, and the metadata.
  static List<String> lines(WeightsReport report) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("tensor", "type", "shape", "count", "min", "max", "mean", "NaN"));
    report.tensors().forEach(tensor -> cells.add(cells(tensor)));
    List<String> lines = new ArrayList<>();
    if (!report.tensors().isEmpty()) {
      lines.addAll(ResultTable.of(cells).lines());
      lines.add("");
    }
    lines.add(
        Figures.count(report.tensors().size(), "tensor")
            + ", "
            + Figures.count(report.count(), "number")
            + ", "
            + Figures.count(report.bytes(), "byte")
            + " of "
            + report.format());
    report
        .metadata()
        .forEach((name, text) -> lines.add("  " + printable(name) + " = " + shortened(text)));
    return lines;
  }

  /// Which tensors are which, and what has been written.
  static List<String> lines(ConversionReport report) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("network", "PyTorch"));
    report
        .pairs()
        .forEach(pair -> cells.add(List.of(printable(pair.network()), printable(pair.pytorch()))));
    List<String> lines = new ArrayList<>();
    if (!report.pairs().isEmpty()) {
      lines.addAll(ResultTable.of(cells).lines());
      lines.add("");
    }
    lines.add("wrote " + report.file() + ", " + Figures.count(report.tensors(), "tensor"));
    return lines;
  }

  private static List<String> cells(WeightsReport.Tensor tensor) {
    return List.of(
        printable(tensor.name()),
        tensor.type(),
        tensor.shape().toString(),
        String.format(Locale.ROOT, "%,d", tensor.count()),
        figure(tensor, tensor.statistics().minimum()),
        figure(tensor, tensor.statistics().maximum()),
        figure(tensor, tensor.statistics().mean()),
        String.format(Locale.ROOT, "%,d", tensor.statistics().nans()));
  }

  /// Nothing where there is no number.
  private static String figure(WeightsReport.Tensor tensor, double value) {
    return tensor.count() == tensor.statistics().nans() ? "" : Figures.number(value);
  }

  private static String shortened(String text) {
    String line = printable(text);
    return line.codePointCount(0, line.length()) > LONGEST
        ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…"
        : line;
  }

  /// Texts from files do not reach the terminal as they are.
  private static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().map(c -> isPrintable(c) ? c : '·').forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
