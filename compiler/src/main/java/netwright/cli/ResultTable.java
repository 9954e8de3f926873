package netwright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Cells in aligned columns.
final class ResultTable {
  private final List<List<String>> lines;

  private ResultTable(List<List<String>> lines) {
    this.lines = lines;
  }

  /// A table of these lines of cells, the first one being its head.
  static ResultTable of(List<List<String>> lines) {
    return new ResultTable(lines);
  }

  /// A table of figures: a row for each split, a column for each figure.
  static ResultTable of(Map<String, Map<String, Double>> figuresBySplit) {
    List<List<String>> lines = new ArrayList<>();
    List<String> names = List.copyOf(figuresBySplit.values().iterator().next().keySet());
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(names);
    lines.add(head);
    figuresBySplit.forEach((split, figures) -> {
      List<String> line = new ArrayList<>(List.of(split));
      names.forEach(name -> line.add(Figures.number(figures.get(name))));
      lines.add(line);
    });
    return new ResultTable(lines);
  }

  /// The lines of the table, the first column aligned at the left, others at the right.
  List<String> lines() {
    int[] widths =
        IntStream.range(0, lines.isEmpty() ? 0 : lines.getFirst().size())
            .map(this::width)
            .toArray();
    return lines.stream().map(cells -> line(cells, widths)).toList();
  }

  private static String line(List<String> cells, int... widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(widths[column] - cells.get(column).length());
      text.append(column == 0 ? "" : "   ")
          .append(column == 0 ? cells.get(column) + padding : padding + cells.get(column));
    }
    return text.toString().stripTrailing();
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }
}
