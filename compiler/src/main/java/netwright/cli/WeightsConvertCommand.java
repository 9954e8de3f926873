package netwright.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.CompilationFailed;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.ConversionReport;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.WeightLayout;
import netwright.driver.WeightTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `netc weights convert`
@Command(
    name = "convert",
    description = "Write weights in another format, or in another layout.",
    sortOptions = false)
final class WeightsConvertCommand extends AnyCommand {
  @Parameters(index = "0", paramLabel = "IN", description = "The weights, safetensors or npz.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "Where to write them; .safetensors or .npz says how. May be IN.")
  private Path out;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "Whose layout OUT gets, from the other one in IN: ${COMPLETION-CANDIDATES}. The same as in IN if not said.")
  private WeightLayout layout;

  @Option(
      names = "--network",
      paramLabel = "FILE.net",
      description = "The network; its layers tell how weights lie. For --layout.")
  private Path network;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set a hyper-parameter of the network. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--map",
      paramLabel = "LAYER=MODULE",
      description = "PyTorch's name for a layer: --map h1.linear=fc1. May be repeated.")
  private Map<String, String> names = new LinkedHashMap<>();

  @Option(
      names = "--like",
      paramLabel = "FILE",
      description =
          "Take all names from a state dict of the same model in PyTorch; for --layout pytorch.")
  private Path like;

  WeightsConvertCommand(Screen screen) {
    super(screen);
  }

  @Override
  int start(Reporter reporter) {
    if ((layout == null) != (network == null)) {
      throw misused("--layout needs --network FILE.net, and --network needs --layout");
    }
    if (layout == null && !(names.isEmpty() && settings.isEmpty() && like == null)) {
      throw misused("--map, --set and --like need --layout");
    }
    if (layout == WeightLayout.NETWRIGHT && like != null) {
      throw misused("--like is for --layout pytorch");
    }
    reporter.converted(converted(reporter));
    return DONE;
  }

  /// @throws CompilationFailed if files or the network are at fault
  private ConversionReport converted(Reporter reporter) {
    if (layout == null) {
      return WeightTools.convert(in, out);
    }
    CompileOptions options = new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, settings);
    Compilation compilation = Compiler.compile(network, options);
    reporter.problems(compilation.warnings());
    return WeightTools.convert(compilation, in, out, layout, names, Optional.ofNullable(like));
  }
}
