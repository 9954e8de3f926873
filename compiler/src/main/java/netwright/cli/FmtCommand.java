package netwright.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import netwright.diag.Problems;
import netwright.driver.FormatReport;
import netwright.driver.Layouts;

/// `netc fmt`
final class FmtCommand extends AnyCommand {
  private static final Path STANDARD_INPUT = Path.of("-");

  private final Argument<List<Path>> paths =
      arguments()
          .parameters(
              Path.class,
              "FILE",
              "Files, and folders whose .net files are meant; the present folder if there are none. - is the standard input, whose text goes to the standard output.");
  private final Argument<Boolean> check =
      arguments()
          .flag(
              "--check",
              "Change nothing; name the files that would change, and exit with 1 if any.");

  FmtCommand(Screen screen) {
    super(screen, "fmt", "Give .net files the layout that all of them have.");
  }

  @Override
  int start(Reporter reporter) {
    List<Path> files = paths.or(List.of(Path.of("")));
    boolean changes = !check.isGiven();
    FormatReport report =
        files.contains(STANDARD_INPUT)
            ? standardInput(files, changes)
            : Layouts.ofFiles(files, changes);
    reporter.problems(report.problems());
    reporter.formatted(report, changes);
    if (report.problems().hasErrors()) {
      return MISUSED;
    }
    return !changes && !report.changed().isEmpty() ? FAILED : DONE;
  }

  private FormatReport standardInput(List<Path> files, boolean changes) {
    if (files.size() > 1) {
      throw misused("`-` stands alone", "name files, or the standard input");
    }
    try {
      Layouts.Laid laid = Layouts.ofText("standard input", screen().in().readAllBytes());
      if (changes) {
        screen().out().print(laid.text());
      }
      List<String> changed = !changes && laid.changed() ? List.of("standard input") : List.of();
      return new FormatReport(1, changed, new Problems());
    } catch (IOException e) {
      throw misused("the standard input cannot be read", "");
    }
  }
}
