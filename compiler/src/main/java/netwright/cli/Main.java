package netwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line's entry point.
@Command(
    name = "netc",
    mixinStandardHelpOptions = true,
    version = "netc 0.1.0",
    description = "Compiles neural networks written in .net to JVM classes.")
public final class Main implements Runnable {

  public static void main(String[] arguments) {
    StandardError.restore();
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
