package netwright.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import netwright.driver.BenchmarkReport;
import netwright.driver.BenchmarkReport.Result;
import netwright.driver.Measurement;
import netwright.driver.Measurement.Work;

/// What `netc bench` tells a person.
final class BenchTable {
  private final BenchmarkReport report;
  private final List<String> lines = new ArrayList<>();

  private BenchTable(BenchmarkReport report) {
    this.report = report;
  }

  static List<String> lines(BenchmarkReport report) {
    BenchTable table = new BenchTable(report);
    table.head();
    report.results().forEach(table::result);
    return table.lines;
  }

  private void head() {
    String rows = Figures.count(report.rows(), report.madeUp().isEmpty() ? "row" : "made-up row");
    lines.add(
        report.network()
            + ": "
            + Figures.count(report.parameters(), "parameter")
            + ", "
            + rows
            + ", one core, peak "
            + gigaflops(report.peakGigaflops())
            + " GFLOP/s");
    report.madeUp().ifPresent(reason -> lines.add("made-up rows: " + reason));
    report.withoutVectors().ifPresent(reason -> lines.add("no vectors: " + reason));
  }

  private void result(Result result) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(
        List.of(
            title(result.work()),
            "time",
            "samples/s",
            "GFLOP/s",
            "of peak",
            "first run",
            "allocated",
            "speed-up"));
    result.measurements().forEach(measured -> cells.add(row(result, measured)));
    lines.add("");
    lines.addAll(ResultTable.of(cells).lines());
    result.withoutInterpreter().ifPresent(reason -> lines.add("not interpreted: " + reason));
    List<String> moving =
        result.measurements().stream()
            .filter(measured -> !measured.settled())
            .map(measured -> measured.form().toString())
            .toList();
    if (!moving.isEmpty()) {
      lines.add(
          "not settled in the time there was: " + String.join(", ", moving) + " (more: --seconds)");
    }
  }

  private List<String> row(Result result, Measurement measured) {
    String lanes = measured.lanes() == 1 ? "" : ", " + measured.lanes() + " lanes";
    OptionalDouble times = result.timesInterpreted(measured);
    return List.of(
        measured.form() + lanes,
        Figures.nanos(measured.stepMicros() * 1e3),
        Figures.large(measured.samplesPerSecond()),
        gigaflops(measured.gigaflops()),
        String.format(Locale.ROOT, "%.1f %%", 100 * report.share(measured)),
        Figures.seconds(measured.firstMillis() / 1e3),
        measured.bytes().isPresent() ? bytes(measured.bytes().getAsLong()) : "unknown",
        times.isPresent() ? Figures.brief(rounded(times.getAsDouble())) + "×" : "");
  }

  private static String title(Work work) {
    return work.name() + ", " + Figures.count(work.rows(), "row");
  }

  private static String gigaflops(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%,d B", bytes);
  }

  /// Three digits: a ratio of two measured times has no more.
  private static double rounded(double ratio) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2e", ratio));
  }
}
