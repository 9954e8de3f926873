package netwright.cli;

import java.nio.file.Path;
import netwright.driver.Prediction;
import netwright.driver.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `netc predict`
@Command(
    name = "predict",
    description = "Say what a trained network makes of the rows of a CSV file, as CSV.",
    sortOptions = false)
final class PredictCommand extends NetCommand {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE.csv",
      description = "The rows; its columns are found by their names.")
  private Path data;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The trained weights; FILE.safetensors beside the network if not said.")
  private Path weights;

  PredictCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    Path source = weights == null ? WeightFiles.beside(file()) : weights;
    reporter.predicted(Prediction.run(compile(reporter), source, data));
    return DONE;
  }
}
