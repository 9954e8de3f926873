package netwright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Figures of several splits: a row for each split, a column for each figure.
final class ResultTable {
  private final List<List<String>> lines = new ArrayList<>();

  /// A table of the figures by split.
  ResultTable(Map<String, Map<String, Double>> figuresBySplit) {
    List<String> names = List.copyOf(figuresBySplit.values().iterator().next().keySet());
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(names);
    lines.add(head);
    figuresBySplit.forEach((split, figures) -> {
      List<String> line = new ArrayList<>(List.of(split));
      names.forEach(name -> line.add(Figures.number(figures.get(name))));
      lines.add(line);
    });
  }

  /// The lines of the table, columns aligned at the right.
  List<String> lines() {
    return lines.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(width(column) - cells.get(column).length());
      text.append(column == 0 ? "" : "   ")
          .append(column == 0 ? cells.get(column) + padding : padding + cells.get(column));
    }
    return text.toString().stripTrailing();
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }
}
