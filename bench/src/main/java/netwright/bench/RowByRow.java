package netwright.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks of one table row by row: `RowByRow steps|predictions|contractions ROUNDS RESULT.json BENCHMARKS
/// [JMH options]`. JMH by itself runs all rows of one benchmark and then all of the next, minutes later; what disturbs the
/// machine for a minute is then in one column and not in the other. Here ours, each peer's and what belongs to no row, the
/// machine's peak, have their turns one after the other, and each row has as many of them, a virtual machine each, as there
/// are rounds.
public final class RowByRow {
  /// The parameter with a row's name of benchmarks that belong to none.
  static final String BESIDE = "beside";

  private static final String[] NONE = {};

  private final String parameter;
  private final CommandLineOptions options;
  private final Set<BenchmarkListEntry> benchmarks;
  private final List<RunResult> results = new ArrayList<>();

  private RowByRow(String parameter, String pattern, CommandLineOptions options) {
    this.parameter = parameter;
    this.options = options;
    var quiet = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    benchmarks = BenchmarkList.defaultList().find(quiet, List.of(pattern), options.getExcludes());
  }

  public static void main(String[] arguments) throws RunnerException {
    Report.Table table = Report.Table.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int rounds = Integer.parseInt(arguments[1]);
    Path file = Path.of(arguments[2]);
    String[] rest = Arrays.copyOfRange(arguments, 4, arguments.length);
    try {
      RowByRow run = new RowByRow(table.row(), arguments[3], new CommandLineOptions(rest));
      for (int round = 0; round < rounds; round++) {
        run.round(file);
      }
    } catch (CommandLineOptionException | NoSuchElementException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /// Each row once; what is measured is in the file after each of them.
  private void round(Path file) throws RunnerException {
    for (String row : rows()) {
      run(
          benchmarks.stream().filter(each -> declared(each).isEmpty()),
          builder().param(BESIDE, row));
      run(
          benchmarks.stream().filter(each -> declared(each).contains(row)),
          builder().param(parameter, row));
      ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
    }
  }

  /// Those asked for by `-p`, or all of any benchmark.
  ///
  /// @throws NoSuchElementException if one is asked for that no benchmark has
  private Collection<String> rows() {
    Set<String> all = new LinkedHashSet<>();
    benchmarks.forEach(each -> all.addAll(declared(each)));
    Collection<String> asked = options.getParameter(parameter).orElse(all);
    if (!all.containsAll(asked)) {
      throw new NoSuchElementException(
          "%s=%s: there are %s"
              .formatted(parameter, String.join(",", asked), String.join(", ", all)));
    }
    return asked;
  }

  /// The rows that a benchmark has.
  private List<String> declared(BenchmarkListEntry benchmark) {
    return List.of(benchmark.getParams().orElse(Map.of()).getOrDefault(parameter, NONE));
  }

  private ChainedOptionsBuilder builder() {
    return new OptionsBuilder().parent(options);
  }

  private void run(Stream<BenchmarkListEntry> chosen, ChainedOptionsBuilder builder)
      throws RunnerException {
    var includes = chosen.map(each -> "^" + Pattern.quote(each.getUsername()) + "$").toList();
    includes.forEach(builder::include);
    if (!includes.isEmpty()) {
      results.addAll(new Runner(builder.build()).run());
    }
  }
}
