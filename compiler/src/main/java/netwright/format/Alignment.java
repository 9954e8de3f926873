package netwright.format;

import java.util.ArrayList;
import java.util.List;

/// Lines up rows that follow one another: what stands after their cells, then the comments that trail them.
final class Alignment {
  private Alignment() {}

  static List<String> lines(List<Row> rows) {
    List<Row> padded = cells(rows);
    List<String> lines = new ArrayList<>();
    int i = 0;
    while (i < padded.size()) {
      int end = i + 1;
      while (padded.get(i).hasComment() && end < padded.size() && padded.get(end).hasComment()) {
        end++;
      }
      List<Row> run = padded.subList(i, end);
      int widest = run.stream().mapToInt(row -> row.text().length()).max().orElseThrow();
      run.forEach(row -> lines.add(withComment(row, widest)));
      i = end;
    }
    return lines;
  }

  private static String withComment(Row row, int widest) {
    return row.hasComment()
        ? row.text() + " ".repeat(widest - row.text().length() + 2) + row.comment()
        : row.text();
  }

  private static List<Row> cells(List<Row> rows) {
    List<Row> result = new ArrayList<>(rows);
    int i = 0;
    while (i < result.size()) {
      int end = i + 1;
      while (result.get(i).hasCell()
          && end < result.size()
          && together(result.get(i), result.get(end))) {
        end++;
      }
      pad(result.subList(i, end));
      i = end;
    }
    return result;
  }

  private static boolean together(Row first, Row later) {
    return later.continues() || later.cell().kind().equals(first.cell().kind());
  }

  /// Lines up one run of rows, unless a row would be too wide then.
  private static void pad(List<Row> run) {
    int column = run.stream().filter(Row::hasCell).mapToInt(row -> row.cell().at()).max().orElse(0);
    boolean fits =
        run.stream()
            .filter(Row::hasCell)
            .allMatch(row -> row.text().length() + column - row.cell().at() <= DocPrinter.WIDTH);
    if (fits) {
      run.replaceAll(
          row -> row.hasCell() ? row.padded(row.cell().at(), column - row.cell().at()) : row);
    }
  }
}
