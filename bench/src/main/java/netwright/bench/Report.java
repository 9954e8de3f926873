package netwright.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import netwright.driver.Workload;

/// A table of medians from JMH's results, ours beside the peers': `Report steps|predictions|contractions RESULT.json`.
///
/// "Against peers" is how many times faster ours is than the fastest peer, "of peak" the share of what the core reached beside
/// the same row.
public final class Report {
  private static final String OURS = "ours vector";

  private final Table table;
  private final Map<String, Double> peaks;
  private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();

  /// What is compared.
  enum Table {
    STEPS("network", "µs"),
    PREDICTIONS("work", "ns"),
    CONTRACTIONS("shape", "GFLOP/s");

    private final String row;
    private final String unit;

    Table(String row, String unit) {
      this.row = row;
      this.unit = unit;
    }

    /// The parameter of benchmarks whose values are the rows.
    String row() {
      return row;
    }
  }

  private Report(Table table, List<Results.Measured> results) {
    this.table = table;
    peaks =
        results.stream()
            .filter(result -> result.name().equals("PeakBenchmark"))
            .collect(
                Collectors.toMap(
                    result -> result.params().get(RowByRow.BESIDE), Results.Measured::score));
    results.stream().filter(each -> each.params().containsKey(table.row)).forEach(this::add);
  }

  public static void main(String[] arguments) throws IOException {
    Table table = Table.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    System.out.print(new Report(table, Results.read(Path.of(arguments[1]))).text());
  }

  private void add(Results.Measured result) {
    Map<String, String> rest = new TreeMap<>(result.params());
    String row = rest.remove(table.row);
    rest.remove("threads", "1");
    String library =
        result.name().endsWith("Benchmark")
            ? "ours"
            : result.name().replaceAll("Steps$|Predictions$|Contractions$", "");
    String column = (library + " " + String.join(" ", rest.values())).strip();
    columns.add(column);
    double figure = result.comparable() / (table == Table.STEPS ? 1000 : 1);
    figures.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(column, figure);
  }

  private String text() {
    List<List<String>> lines = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of(table.unit));
    heads.addAll(columns);
    heads.addAll(List.of("against peers", "GFLOP/s", "of peak"));
    lines.add(heads);
    figures.forEach((row, line) -> lines.add(cells(row, line)));
    return caption() + aligned(lines);
  }

  private String caption() {
    var found = peaks.values().stream().mapToDouble(each -> each).summaryStatistics();
    return found.getCount() == 0
        ? "Medians.%n%n".formatted()
        : "Medians. Peak of one core, measured beside each row: %s to %s GFLOP/s.%n%n"
            .formatted(shown(found.getMin()), shown(found.getMax()));
  }

  private List<String> cells(String row, Map<String, Double> line) {
    List<String> cells = new ArrayList<>();
    cells.add(table == Table.CONTRACTIONS ? Shapes.valueOf(row).toString() : row);
    for (String column : columns) {
      cells.add(line.containsKey(column) ? shown(line.get(column)) : "");
    }
    Double ours = line.get(OURS);
    OptionalDouble best = bestPeer(line);
    cells.add(ours == null || best.isEmpty() ? "" : shown(ratio(ours, best.getAsDouble())) + "×");
    cells.add(ours == null ? "" : shown(speed(row, ours)));
    Double peak = peaks.get(row);
    cells.add(ours == null || peak == null ? "" : shown(100 * speed(row, ours) / peak) + " %");
    return cells;
  }

  private OptionalDouble bestPeer(Map<String, Double> line) {
    var peers =
        line.entrySet().stream()
            .filter(each -> !each.getKey().startsWith("ours"))
            .mapToDouble(Map.Entry::getValue);
    return table == Table.CONTRACTIONS ? peers.max() : peers.min();
  }

  private double ratio(double ours, double best) {
    return table == Table.CONTRACTIONS ? ours / best : best / ours;
  }

  /// GFLOP/s of ours, products of matrices alone counted.
  private double speed(String row, double ours) {
    return switch (table) {
      case STEPS -> Workload.training(Networks.compile(row)).flops() / (1000 * ours);
      case PREDICTIONS -> Prediction.of(row, "scalar").flops() / ours;
      case CONTRACTIONS -> ours;
    };
  }

  /// Three digits.
  private static String shown(double value) {
    int digits = value <= 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + Math.min(digits, 4) + "f", value);
  }

  /// A table in Markdown, the first line its heads.
  private static String aligned(List<List<String>> lines) {
    int[] widths = new int[lines.getFirst().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append("| ");
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        text.append(i == 0 ? line.get(i) + space : space + line.get(i)).append(" | ");
      }
      text.setLength(text.length() - 1);
      text.append('\n');
      if (line == lines.getFirst()) {
        text.append(
            Arrays.stream(widths)
                .mapToObj(width -> "-".repeat(width + 1) + ":")
                .collect(Collectors.joining("|", "|", "|\n")));
      }
    }
    return text.toString();
  }
}
