package netwright.cli;

import java.nio.file.Path;
import java.util.Optional;
import netwright.diag.Problems;
import netwright.driver.BenchmarkListener;
import netwright.driver.BenchmarkReport;
import netwright.driver.ConversionReport;
import netwright.driver.FormatReport;
import netwright.driver.Predictions;
import netwright.driver.Stage;
import netwright.driver.TrainingListener;
import netwright.driver.TrainingMoment;
import netwright.driver.TrainingReport;
import netwright.driver.WeightsReport;

/// How a command tells what happens: to a person, or to a program.
sealed interface Reporter extends TrainingListener, BenchmarkListener
    permits TextReporter, JsonReporter {

  /// Errors and warnings; the command may still go on.
  @Override
  void problems(Problems problems);

  /// A stage of compilation, as asked for with `--dump`.
  void dump(Stage stage, String text);

  /// The end of a command that failed for reasons reported already.
  void failed(Problems problems);

  /// The end of a command that netc itself is to blame for.
  void crashed(Throwable cause, boolean details);

  /// The end of `check`.
  void checked(Path file, Problems problems);

  /// The end of `train`.
  void trained(TrainingReport report);

  /// The end of `train` before its time.
  ///
  /// @param saved the checkpoint that it goes on from, if one could be written
  void interrupted(Optional<TrainingMoment> saved);

  /// The end of `predict`.
  void predicted(Predictions predictions);

  /// The end of `bench`.
  void benched(BenchmarkReport report);

  /// The end of `compile`.
  void compiled(Compiled compiled);

  /// The end of `weights show`.
  void shown(WeightsReport report);

  /// The end of `weights convert`.
  void converted(ConversionReport report);

  /// The end of `fmt`.
  ///
  /// @param report what has been looked at
  /// @param written whether the files have their new layout, rather than still lacking it
  void formatted(FormatReport report, boolean written);
}
