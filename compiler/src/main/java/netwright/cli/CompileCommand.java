package netwright.cli;

import java.nio.file.Path;
import netwright.driver.ClassFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `netc compile`
@Command(
    name = "compile",
    description =
        "Write a predictor as Java class files, to be used with the weights and the runtime's jar.",
    sortOptions = false)
final class CompileCommand extends NetCommand {

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for the classes; made if need be.")
  private Path folder;

  CompileCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    reporter.compiled(ClassFiles.write(compile(reporter), folder));
    return DONE;
  }
}
