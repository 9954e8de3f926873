package netwright.cli;

import java.nio.file.Path;
import java.util.List;
import netwright.driver.Prediction;
import netwright.driver.WeightFiles;

/// `netc predict`
final class PredictCommand extends NetCommand {
  private final Argument<List<String>> data =
      arguments()
          .requiredList(
              String.class,
              "--data",
              "FILE",
              "The rows: CSV, whose columns are found by their names, npy, npz or IDX; or NAME=FILE for each input.");
  private final Argument<Path> weights =
      arguments()
          .option(
              Path.class,
              "--weights",
              "FILE",
              "The trained weights; FILE.safetensors beside the network if not said.");
  private final LayoutOptions layout = new LayoutOptions(arguments());

  PredictCommand(Screen screen) {
    super(
        screen, "predict", "Say what a trained network makes of the rows of a data file, as CSV.");
  }

  @Override
  int run(Reporter reporter) {
    Path source = weights.or(WeightFiles.beside(file()));
    reporter.predicted(Prediction.run(compile(reporter), layout.source(source), data.value()));
    return DONE;
  }
}
