package netwright.cli;

import netwright.driver.Benchmark;
import netwright.driver.Compilation;
import netwright.driver.FlavourChoice;
import netwright.driver.Limits;
import netwright.driver.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `netc bench`
@Command(
    name = "bench",
    description =
        "Measure how fast a network trains and predicts on one core, compiled and interpreted.",
    sortOptions = false)
final class BenchCommand extends NetCommand {

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Measure each form for at most N runs.")
  private long steps = Long.MAX_VALUE;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Measure each form for about S seconds at most (default: ${DEFAULT-VALUE}).")
  private double seconds = 10;

  BenchCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    Limits limits = new Limits(steps, seconds);
    Compilation compilation = compile(reporter);
    boolean vectors =
        compilation.options().mode() == Mode.COMPILED
            && compilation.options().flavour() != FlavourChoice.SCALAR;
    if (vectors && VectorProcess.isPossible()) {
      return VectorProcess.goOn(arguments());
    }
    reporter.benched(Benchmark.run(compilation, limits, reporter));
    return DONE;
  }
}
