package netwright.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Diagnostic;
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

/// Tells a program: one JSON object a line, each with an `event`; the last is `result`.
final class JsonReporter implements Reporter {
  private final Screen screen;

  JsonReporter(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void problems(Problems problems) {
    problems.sorted().forEach(diagnostic -> print(line(diagnostic)));
  }

  @Override
  public void dump(Stage stage, String text) {
    print(JsonLine.event("dump").with("stage", stage).with("text", text));
  }

  @Override
  public void failed(Problems problems) {
    print(
        result(false)
            .with("errors", problems.errorCount())
            .with("warnings", problems.warningCount()));
  }

  @Override
  public void crashed(Throwable cause, boolean details) {
    print(
        JsonLine.event("error")
            .with("code", "E0000")
            .with("file", null)
            .with("line", null)
            .with("column", null)
            .with("message", "internal error: " + cause)
            .with("help", "this is a bug of netc; please report it together with the .net file"));
    print(result(false).with("errors", 1).with("warnings", 0));
    if (details) {
      cause.printStackTrace(screen.err());
    }
  }

  @Override
  public void checked(Path file, Problems problems) {
    print(
        result(true)
            .with("errors", problems.errorCount())
            .with("warnings", problems.warningCount()));
  }

  @Override
  public void started(TrainingStart start) {
    print(
        JsonLine.event("start")
            .with("network", start.network())
            .with("parameters", start.parameters())
            .with("trainRows", start.trainRows())
            .with("validationRows", start.validationRows())
            .with("testRows", start.testRows())
            .with("epochs", start.epochs())
            .with("flavour", start.flavour()));
  }

  @Override
  public void epoch(EpochReport report) {
    JsonLine line =
        JsonLine.event("epoch")
            .with("epoch", report.epoch())
            .with("epochs", report.epochs())
            .with("steps", report.steps())
            .with("seconds", report.nanos() / 1e9)
            .with("loss", report.loss());
    report.validationLoss().ifPresent(loss -> line.with("validationLoss", loss));
    print(line);
  }

  @Override
  public void resumed(TrainingMoment from) {
    print(line("resumed", from));
  }

  @Override
  public void checkpointed(TrainingMoment at) {
    print(line("checkpoint", at));
  }

  @Override
  public void interrupted(Optional<TrainingMoment> saved) {
    print(
        result(false)
            .with("interrupted", true)
            .with("checkpoint", saved.map(TrainingMoment::file)));
  }

  private static JsonLine line(String event, TrainingMoment moment) {
    return JsonLine.event(event)
        .with("file", moment.file())
        .with("epoch", moment.epoch())
        .with("steps", moment.steps());
  }

  @Override
  public void trained(TrainingReport report) {
    print(
        result(report.holds())
            .with("train", report.train())
            .with("validation", report.validation())
            .with("test", report.test())
            .with("epochs", report.outcome().epochs())
            .with("restoredEpoch", report.outcome().restoredEpoch())
            .with("steps", report.outcome().steps())
            .with("seconds", report.outcome().seconds())
            .with("stepMicros", report.outcome().stepMicros())
            .with("verify", report.verified().stream().map(JsonReporter::verified).toList())
            .with("saved", report.saved()));
  }

  @Override
  public void predicted(Predictions predictions) {
    for (int row = 0; row < predictions.rows(); row++) {
      JsonLine line = JsonLine.event("prediction").with("row", row);
      int number = row;
      predictions.outputs().forEach(output -> line.with(output.name(), output.value(number)));
      print(line);
    }
    print(result(true).with("rows", predictions.rows()));
  }

  @Override
  public void measuring(Measurement.Work work, Form form) {}

  @Override
  public void measured(Measurement measurement) {
    print(BenchLines.measured(measurement));
  }

  @Override
  public void benched(BenchmarkReport report) {
    print(BenchLines.result(result(true), report));
  }

  @Override
  public void compiled(Compiled compiled) {
    String without = compiled.withoutWeights();
    print(
        result(true)
            .with("files", compiled.files())
            .with("bytes", compiled.jarBytes() == 0 ? null : compiled.jarBytes())
            .with("withoutWeights", without.isEmpty() ? null : without)
            .with("inputs", compiled.inputs()));
  }

  @Override
  public void shown(WeightsReport report) {
    for (WeightsReport.Tensor tensor : report.tensors()) {
      print(
          JsonLine.event("tensor")
              .with("name", tensor.name())
              .with("type", tensor.type())
              .with("shape", tensor.shape())
              .with("count", tensor.count())
              .with("min", tensor.statistics().minimum())
              .with("max", tensor.statistics().maximum())
              .with("mean", tensor.statistics().mean())
              .with("nan", tensor.statistics().nans()));
    }
    print(
        result(true)
            .with("file", report.file())
            .with("format", report.format())
            .with("bytes", report.bytes())
            .with("tensors", report.tensors().size())
            .with("count", report.count())
            .with("metadata", report.metadata()));
  }

  @Override
  public void converted(ConversionReport report) {
    Map<String, Object> names = new LinkedHashMap<>();
    report.pairs().forEach(pair -> names.put(pair.network(), pair.pytorch()));
    print(
        result(true)
            .with("file", report.file())
            .with("tensors", report.tensors())
            .with("names", names));
  }

  @Override
  public void formatted(FormatReport report, boolean written) {
    boolean fine = !report.problems().hasErrors() && (written || report.changed().isEmpty());
    print(
        result(fine)
            .with("files", report.files())
            .with("changed", report.changed())
            .with("written", written)
            .with("errors", report.problems().errorCount()));
  }

  private static JsonLine result(boolean succeeded) {
    return JsonLine.event("result").with("ok", succeeded);
  }

  private static Map<String, Object> verified(VerifiedValue value) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("output", value.output());
    members.put("expected", value.expected());
    members.put("actual", value.actual());
    members.put("within", value.within());
    members.put("holds", value.holds());
    return members;
  }

  private static JsonLine line(Diagnostic diagnostic) {
    boolean placed = !diagnostic.span().isNone();
    return JsonLine.event(diagnostic.severity().word())
        .with("code", diagnostic.code().id())
        .with("file", placed ? diagnostic.span().source().name() : null)
        .with("line", placed ? diagnostic.span().line() : null)
        .with("column", placed ? diagnostic.span().column() : null)
        .with("message", diagnostic.message())
        .with("label", diagnostic.label())
        .with("notes", diagnostic.notes().stream().map(note -> note.text()).toList())
        .with("help", diagnostic.help());
  }

  private void print(JsonLine line) {
    screen.out().print(line + "\n");
    screen.out().flush();
  }
}
