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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `netc train`
@Command(
    name = "train",
    description =
        "Train a network on its data, judge it, and save its weights beside it as FILE.safetensors.",
    sortOptions = false)
final class TrainCommand extends NetCommand {

  @Option(names = "--save", paramLabel = "FILE", description = "Save the weights here.")
  private Path save;

  @Option(names = "--weights", paramLabel = "FILE", description = "Start from these weights.")
  private Path weights;

  @Mixin private LayoutOptions layout;

  @Option(names = "--no-verify", description = "Do not check the rows of `verify`.")
  private boolean unverified;

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  TrainCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    if (weights == null && layout.isGiven()) {
      throw misused("--layout and --map are about --weights FILE");
    }
    Compilation compilation = compile(reporter);
    Path target = save == null ? WeightFiles.beside(file()) : save;
    Optional<CheckpointPlan> plan = checkpoints.plan(target);
    if (VectorProcess.isPossible() && Training.isSurelyWorthAStart(compilation)) {
      return VectorProcess.goOn(arguments());
    }
    try (Training training =
        Training.from(compilation, Optional.ofNullable(weights).map(layout::source))) {
      if (VectorProcess.isPossible() && training.isWorthAnotherStart()) {
        return VectorProcess.goOn(arguments());
      }
      reporter.problems(training.warnings());
      return plan.isPresent()
          ? interruptibly(training, target, plan, reporter)
          : reported(training.run(target, !unverified, reporter), reporter);
    }
  }

  private int interruptibly(
      Training training, Path target, Optional<CheckpointPlan> plan, Reporter reporter) {
    try (LastCheckpoint last = new LastCheckpoint()) {
      try {
        return reported(
            training.run(target, !unverified, plan, last.interruption(), reporter), reporter);
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
