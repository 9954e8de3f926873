package netwright.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.diag.Problems;
import netwright.driver.FormatReport;
import netwright.driver.Layouts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `netc fmt`
@Command(
    name = "fmt",
    description = "Give .net files the layout that all of them have.",
    sortOptions = false)
final class FmtCommand extends AnyCommand {
  private static final Path STANDARD_INPUT = Path.of("-");

  @Parameters(
      paramLabel = "FILE",
      description =
          "Files, and folders whose .net files are meant; the present folder if there are none. - is the standard input, whose text goes to the standard output.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Change nothing; name the files that would change, and exit with 1 if any.")
  private boolean check;

  FmtCommand(Screen screen) {
    super(screen);
  }

  @Override
  int start(Reporter reporter) {
    FormatReport report =
        paths.contains(STANDARD_INPUT)
            ? standardInput()
            : Layouts.ofFiles(paths.isEmpty() ? List.of(Path.of("")) : paths, !check);
    reporter.problems(report.problems());
    reporter.formatted(report, !check);
    if (report.problems().hasErrors()) {
      return MISUSED;
    }
    return check && !report.changed().isEmpty() ? FAILED : DONE;
  }

  private FormatReport standardInput() {
    if (paths.size() > 1) {
      throw misused("`-` stands alone", "name files, or the standard input");
    }
    try {
      Layouts.Laid laid = Layouts.ofText("standard input", screen().in().readAllBytes());
      if (!check) {
        screen().out().print(laid.text());
      }
      List<String> changed = check && laid.changed() ? List.of("standard input") : List.of();
      return new FormatReport(1, changed, new Problems());
    } catch (IOException e) {
      throw misused("the standard input cannot be read", "");
    }
  }
}
