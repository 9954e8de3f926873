package netwright.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.driver.Prediction;
import netwright.driver.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `netc predict`
@Command(
    name = "predict",
    description = "Say what a trained network makes of the rows of a data file, as CSV.",
    sortOptions = false)
final class PredictCommand extends NetCommand {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "The rows: CSV, whose columns are found by their names, npy, npz or IDX; or NAME=FILE for each input.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The trained weights; FILE.safetensors beside the network if not said.")
  private Path weights;

  @Mixin private LayoutOptions layout;

  PredictCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    Path source = weights == null ? WeightFiles.beside(file()) : weights;
    reporter.predicted(Prediction.run(compile(reporter), layout.source(source), data));
    return DONE;
  }
}
