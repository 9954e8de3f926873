package netwright.cli;

import netwright.driver.Benchmark;
import netwright.driver.Compilation;
import netwright.driver.FlavourChoice;
import netwright.driver.Limits;
import netwright.driver.Mode;

/// `netc bench`
final class BenchCommand extends NetCommand {
  private static final double SECONDS = 10;

  private final Argument<Long> steps =
      arguments().option(Long.class, "--steps", "N", "Measure each form for at most N runs.");
  private final Argument<Double> seconds =
      arguments()
          .option(
              Double.class,
              "--seconds",
              "S",
              "Measure each form for about S seconds at most (default: " + SECONDS + ").");

  BenchCommand(Screen screen) {
    super(
        screen,
        "bench",
        "Measure how fast a network trains and predicts on one core, compiled and interpreted.");
  }

  @Override
  int run(Reporter reporter) {
    Limits limits = new Limits(steps.or(Long.MAX_VALUE), seconds.or(SECONDS));
    Compilation compilation = compile(reporter);
    boolean vectors =
        compilation.options().mode() == Mode.COMPILED
            && compilation.options().flavour() != FlavourChoice.SCALAR;
    if (vectors && VectorProcess.isPossible()) {
      return VectorProcess.goOn(line());
    }
    reporter.benched(Benchmark.run(compilation, limits, reporter));
    return DONE;
  }
}
