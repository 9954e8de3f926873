package netwright.cli;

import java.nio.file.Path;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.driver.CheckpointPlan;
import netwright.driver.Compilation;
import netwright.driver.Training;
import netwright.driver.TrainingInterrupted;
import netwright.driver.TrainingReport;
import netwright.driver.WeightFiles;

/// `netc train`
final class TrainCommand extends NetCommand {
  private final Argument<Path> save =
      arguments().option(Path.class, "--save", "FILE", "Save the weights here.");
  private final Argument<Path> weights =
      arguments().option(Path.class, "--weights", "FILE", "Start from these weights.");
  private final LayoutOptions layout = new LayoutOptions(arguments());
  private final Argument<Boolean> unverified =
      arguments().flag("--no-verify", "Do not check the rows of `verify`.");
  private final CheckpointOptions checkpoints = new CheckpointOptions(arguments());

  TrainCommand(Screen screen) {
    super(
        screen,
        "train",
        "Train a network on its data, judge it, and save its weights beside it as FILE.safetensors.");
  }

  @Override
  int run(Reporter reporter) {
    if (!weights.isGiven() && layout.isGiven()) {
      throw misused("--layout and --map are about --weights FILE");
    }
    Compilation compilation = compile(reporter);
    Path target = save.or(WeightFiles.beside(file()));
    Optional<CheckpointPlan> plan = checkpoints.plan(target);
    if (VectorProcess.isPossible() && Training.isSurelyWorthAStart(compilation)) {
      return VectorProcess.goOn(line());
    }
    try (Training training = Training.from(compilation, weights.given().map(layout::source))) {
      if (!VectorProcess.isPossible() || !training.isWorthAnotherStart()) {
        reporter.problems(training.warnings());
        return plan.isPresent()
            ? interruptibly(training, target, plan, reporter)
            : reported(training.run(target, !unverified.isGiven(), reporter), reporter);
      }
    }
    return VectorProcess.goOn(line());
  }

  private int interruptibly(
      Training training, Path target, Optional<CheckpointPlan> plan, Reporter reporter) {
    try (LastCheckpoint last = new LastCheckpoint()) {
      try {
        return reported(
            training.run(target, !unverified.isGiven(), plan, last.interruption(), reporter),
            reporter);
      } catch (TrainingInterrupted interrupted) {
        reporter.interrupted(interrupted.saved());
        return FAILED;
      } finally {
        screen().flush();
      }
    }
  }

  private static int reported(TrainingReport report, Reporter reporter) {
    reporter.problems(hints(report));
    reporter.trained(report);
    return report.holds() ? DONE : FAILED;
  }

  /// As in the table: `NaN`, `inf`.
  private static String shown(double loss) {
    return Double.isNaN(loss) ? "NaN" : loss > 0 ? "inf" : "-inf";
  }

  private static Problems hints(TrainingReport report) {
    Problems hints = new Problems();
    double last = report.outcome().loss();
    double loss = Double.isFinite(last) ? report.train().getOrDefault("loss", last) : last;
    if (!Double.isFinite(loss)) {
      hints.add(
          Diagnostic.of(Code.DIVERGED, Span.NONE, "the loss became " + shown(loss) + " in training")
              .help("a smaller learning rate may help, or standardized inputs"));
    }
    return hints;
  }
}
