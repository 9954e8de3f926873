package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
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
    return train(network, target, options);
  }

  private static TrainingReport train(Path network, Path target, CompileOptions options) {
    Compilation compilation = Compiler.compile(network, options);
    return Training.of(compilation, Optional.empty()).run(target, true, SILENT);
  }

  /// Demands that interpreted, scalar and vector code leave one file of weights.
  static void sameInEveryMode(Path network, Path folder, String... settings) throws IOException {
    Path interpreted = folder.resolve("interpreted.safetensors");
    train(
        network,
        interpreted,
        new CompileOptions(Mode.INTERPRETED, FlavourChoice.AUTO, List.of(settings)));
    for (FlavourChoice flavour : FlavourChoice.values()) {
      Path compiled = folder.resolve(flavour + ".safetensors");
      train(network, compiled, new CompileOptions(Mode.COMPILED, flavour, List.of(settings)));
      assertEquals(-1, Files.mismatch(interpreted, compiled), flavour + " differs");
    }
  }
}
