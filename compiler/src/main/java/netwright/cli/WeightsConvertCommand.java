package netwright.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netwright.diag.CompilationFailed;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.ConversionReport;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.WeightLayout;
import netwright.driver.WeightTools;

/// `netc weights convert`
final class WeightsConvertCommand extends AnyCommand {
  private final Argument<Path> in =
      arguments().parameter(Path.class, 0, "IN", "The weights, safetensors or npz.");
  private final Argument<Path> out =
      arguments()
          .parameter(
              Path.class,
              1,
              "OUT",
              "Where to write them; .safetensors or .npz says how. May be IN.");
  private final Argument<WeightLayout> layout =
      arguments()
          .option(
              WeightLayout.class,
              "--layout",
              "LAYOUT",
              "Whose layout OUT gets, from the other one in IN: ${COMPLETION-CANDIDATES}. The same as in IN if not said.");
  private final Argument<Path> network =
      arguments()
          .option(
              Path.class,
              "--network",
              "FILE.net",
              "The network; its layers tell how weights lie. For --layout.");
  private final Argument<List<String>> settings =
      arguments()
          .list(
              String.class,
              "--set",
              "NAME=VALUE",
              "Set a hyper-parameter of the network. May be repeated.");
  private final Argument<Map<String, String>> names =
      arguments()
          .map(
              "--map",
              "LAYER=MODULE",
              "PyTorch's name for a layer: --map h1.linear=fc1. May be repeated.");
  private final Argument<Path> like =
      arguments()
          .option(
              Path.class,
              "--like",
              "FILE",
              "Take all names from a state dict of the same model in PyTorch; for --layout pytorch.");

  WeightsConvertCommand(Screen screen) {
    super(screen, "convert", "Write weights in another format, or in another layout.");
  }

  @Override
  int start(Reporter reporter) {
    if (layout.isGiven() != network.isGiven()) {
      throw misused("--layout needs --network FILE.net, and --network needs --layout");
    }
    if (!layout.isGiven() && (names.isGiven() || settings.isGiven() || like.isGiven())) {
      throw misused("--map, --set and --like need --layout");
    }
    if (layout.or(WeightLayout.PYTORCH) == WeightLayout.NETWRIGHT && like.isGiven()) {
      throw misused("--like is for --layout pytorch");
    }
    reporter.converted(converted(reporter));
    return DONE;
  }

  /// @throws CompilationFailed if files or the network are at fault
  private ConversionReport converted(Reporter reporter) {
    if (!layout.isGiven()) {
      return WeightTools.convert(in.value(), out.value());
    }
    CompileOptions options =
        new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, settings.or(List.of()));
    Compilation compilation = Compiler.compile(network.value(), options);
    reporter.problems(compilation.warnings());
    return WeightTools.convert(
        compilation, in.value(), out.value(), layout.value(), names.or(Map.of()), like.given());
  }
}
