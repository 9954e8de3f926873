package netwright.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.Training;
import netwright.driver.TrainingListener;
import netwright.driver.TrainingReport;
import netwright.driver.TrainingStart;
import netwright.runtime.train.EpochReport;

/// Trains examples.
final class Trained {
  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void started(TrainingStart start) {}

        @Override
        public void epoch(EpochReport report) {}
      };

  private Trained() {}

  /// The report of training `network` with these settings; weights go to `target`.
  static TrainingReport train(Path network, Path target, String... settings) {
    CompileOptions options =
        new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, List.of(settings));
    Compilation compilation = Compiler.compile(network, options);
    return Training.of(compilation, Optional.empty()).run(target, true, SILENT);
  }
}
