package netwright.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import netwright.driver.BenchmarkReport;
import netwright.driver.BenchmarkReport.Result;
import netwright.driver.Measurement;

/// What `netc bench` tells a program.
final class BenchLines {
  private BenchLines() {}

  /// A form, as soon as it has been measured.
  static JsonLine measured(Measurement measured) {
    JsonLine line = JsonLine.event("measured").with("work", measured.work().name());
    figures(measured).forEach(line::with);
    return line;
  }

  /// Adds all figures to the line of the result.
  static JsonLine result(JsonLine line, BenchmarkReport report) {
    return line.with("network", report.network())
        .with("parameters", report.parameters())
        .with("rows", report.rows())
        .with("madeUp", report.madeUp())
        .with("withoutVectors", report.withoutVectors())
        .with("peakGigaflops", report.peakGigaflops())
        .with("works", report.results().stream().map(result -> work(report, result)).toList());
  }

  private static Map<String, Object> work(BenchmarkReport report, Result result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("work", result.work().name());
    members.put("rows", result.work().rows());
    members.put("flops", result.work().flops());
    members.put("withoutInterpreter", result.withoutInterpreter());
    members.put(
        "forms",
        result.measurements().stream().map(measured -> form(report, result, measured)).toList());
    return members;
  }

  private static Map<String, Object> form(
      BenchmarkReport report, Result result, Measurement measured) {
    Map<String, Object> members = figures(measured);
    members.put("peakShare", report.share(measured));
    var times = result.timesInterpreted(measured);
    members.put("timesInterpreted", times.isPresent() ? times.getAsDouble() : null);
    return members;
  }

  private static Map<String, Object> figures(Measurement measured) {
    OptionalLong bytes = measured.bytes();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("form", measured.form());
    members.put("lanes", measured.lanes());
    members.put("micros", measured.stepMicros());
    members.put("samplesPerSecond", measured.samplesPerSecond());
    members.put("gigaflops", measured.gigaflops());
    members.put("firstMillis", measured.firstMillis());
    members.put("bytes", bytes.isPresent() ? bytes.getAsLong() : null);
    members.put("runs", measured.steps());
    members.put("settled", measured.settled());
    return members;
  }
}
