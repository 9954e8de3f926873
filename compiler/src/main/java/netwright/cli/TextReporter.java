package netwright.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.driver.BenchmarkReport;
import netwright.driver.ConversionReport;
import netwright.driver.Form;
import netwright.driver.FormatReport;
import netwright.driver.Measurement;
import netwright.driver.Predictions;
import netwright.driver.Stage;
import netwright.driver.TrainingMoment;
import netwright.driver.TrainingReport;
import netwright.driver.TrainingStart;
import netwright.driver.VerifiedValue;
import netwright.driver.WeightsReport;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.TrainingLoop.Outcome;

/// Tells a person: results on the standard output; progress, errors and warnings on the standard error.
final class TextReporter implements Reporter {
  private final Screen screen;
  private final Progress progress;
  private int epochs;

  TextReporter(Screen screen) {
    this.screen = screen;
    this.progress = new Progress(screen);
  }

  @Override
  public void problems(Problems problems) {
    if (!problems.isEmpty()) {
      progress.done();
      DiagnosticRenderer renderer =
          screen.colour() ? DiagnosticRenderer.coloured() : DiagnosticRenderer.plain();
      screen.err().print(renderer.render(problems));
      screen.flush();
    }
  }

  @Override
  public void dump(Stage stage, String text) {
    print("--- " + stage + " ---");
    print(text.strip());
    print("");
  }

  @Override
  public void failed(Problems problems) {
    if (problems.errorCount() > 1) {
      screen.err().println(problems.summary());
    }
  }

  @Override
  public void crashed(Throwable cause, boolean details) {
    String place = cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
    screen.err().println("netc: internal error: " + oneLine(cause) + place);
    screen
        .err()
        .println(
            "This is a bug of netc, not of your network. Please report it together with the .net file.");
    if (details) {
      cause.printStackTrace(screen.err());
    } else {
      screen.err().println("With --debug the report can say more.");
    }
  }

  @Override
  public void checked(Path file, Problems problems) {
    print(problems.isEmpty() ? file + ": no problems" : file + ": " + problems.summary());
  }

  @Override
  public void started(TrainingStart start) {
    epochs = start.epochs();
    String held =
        held(start.validationRows(), " for validation") + held(start.testRows(), " for the test");
    String head =
        start.network()
            + ": "
            + Figures.count(start.parameters(), "parameter")
            + ", "
            + Figures.count(start.trainRows(), "row");
    print(bold(head + " to train on" + held));
    screen.flush();
  }

  @Override
  public void epoch(EpochReport report) {
    progress.epoch(report);
  }

  @Override
  public void resumed(TrainingMoment from) {
    screen.err().println("going on from " + from.file() + ", " + place(from));
    screen.flush();
  }

  @Override
  public void interrupted(Optional<TrainingMoment> saved) {
    progress.done();
    screen
        .err()
        .println(
            saved
                .map(moment ->
                    "interrupted, " + place(moment) + "; --resume goes on from " + moment.file())
                .orElse("interrupted, without a last checkpoint"));
  }

  private static String place(TrainingMoment moment) {
    return "after epoch "
        + moment.epoch()
        + " of "
        + moment.epochs()
        + ", "
        + Figures.count(moment.steps(), "step");
  }

  @Override
  public void trained(TrainingReport report) {
    progress.done();
    Map<String, Map<String, Double>> splits = new LinkedHashMap<>();
    splits.put("train", report.train());
    report.validation().ifPresent(figures -> splits.put("validation", figures));
    report.test().ifPresent(figures -> splits.put("test", figures));
    print("");
    ResultTable.of(splits).lines().forEach(this::print);
    print("");
    print(duration(report.outcome(), epochs));
    verified(report.verified());
    print(
        report
            .saved()
            .map(path -> "saved " + path)
            .orElse("not saved: the weights became NaN or infinite; the earlier ones are kept"));
  }

  @Override
  public void predicted(Predictions predictions) {
    screen.out().print(predictions.csv());
  }

  @Override
  public void measuring(Measurement.Work work, Form form) {
    progress.note("measuring: " + work.name() + ", " + form);
  }

  @Override
  public void measured(Measurement measurement) {}

  @Override
  public void benched(BenchmarkReport report) {
    progress.done();
    BenchTable.lines(report).forEach(this::print);
  }

  @Override
  public void compiled(Compiled compiled) {
    String size =
        compiled.jarBytes() == 0
            ? ""
            : String.format(Locale.ROOT, " (%,d bytes)", compiled.jarBytes());
    compiled.files().forEach(file -> print(file + size));
    if (!compiled.withoutWeights().isEmpty()) {
      screen.err().println("without weights: " + compiled.withoutWeights());
    }
  }

  @Override
  public void shown(WeightsReport report) {
    WeightsTable.lines(report).forEach(this::print);
  }

  @Override
  public void converted(ConversionReport report) {
    WeightsTable.lines(report).forEach(this::print);
  }

  @Override
  public void formatted(FormatReport report, boolean written) {
    report.changed().forEach(this::print);
    if (report.problems().errorCount() > 1) {
      screen.err().println(report.problems().summary());
    }
  }

  private static String held(int rows, String purpose) {
    return rows == 0 ? "" : String.format(Locale.ROOT, ", %,d%s", rows, purpose);
  }

  /// @param planned epochs, if none is skipped
  private static String duration(Outcome outcome, int planned) {
    String stopped = outcome.epochs() < planned ? "stopped early, " : "";
    String early =
        outcome
            .restoredEpoch()
            .map(epoch -> " (" + stopped + "back to epoch " + epoch + ")")
            .orElse("");
    return Figures.count(outcome.epochs(), "epoch")
        + early
        + ", "
        + Figures.count(outcome.steps(), "step")
        + " in "
        + Figures.seconds(outcome.seconds())
        + (Double.isNaN(outcome.stepMicros())
            ? ""
            : ", " + Figures.micros(outcome.stepMicros()) + " a step");
  }

  private void verified(List<VerifiedValue> values) {
    if (values.isEmpty()) {
      return;
    }
    long holding = values.stream().filter(VerifiedValue::holds).count();
    print(
        values.size() == holding
            ? "verified " + Figures.count(holding, "value")
            : "verify failed:");
    for (VerifiedValue value : values) {
      if (!value.holds()) {
        String within = value.within() == 0 ? "" : " within " + Figures.brief(value.within());
        print(
            "  "
                + value.span().place()
                + ": "
                + value.output()
                + " is "
                + list(value.actual(), value.labels())
                + ", expected "
                + list(value.expected(), value.labels())
                + within);
      }
    }
  }

  private static String list(List<Double> values, List<String> labels) {
    List<String> texts = values.stream().map(value -> text(value, labels)).toList();
    return texts.size() == 1 && !labels.isEmpty() ? texts.getFirst() : texts.toString();
  }

  private static String text(double value, List<String> labels) {
    boolean named = value >= 0 && value < labels.size();
    return named ? '"' + labels.get((int) value) + '"' : Figures.brief(value);
  }

  private static String oneLine(Throwable cause) {
    return cause.toString().lines().findFirst().orElse("");
  }

  private String bold(String text) {
    return screen.colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private void print(String line) {
    screen.out().println(line);
  }
}
