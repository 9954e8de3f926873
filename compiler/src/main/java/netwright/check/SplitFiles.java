package netwright.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Suggestions;
import netwright.syntax.Expression;

/// Held-out rows that lie in files of their own: `test = "test.csv"`, or, where inputs and targets have a file each,
/// `test = files(image = "t10k-images", digit = "t10k-labels")`.
final class SplitFiles {
  private static final String SHARED = "file";

  private final Reports reports;

  SplitFiles(Reports reports) {
    this.reports = reports;
  }

  /// Whether `value` is a call of `files`.
  static boolean isCall(Expression value) {
    return value instanceof Expression.Call call && call.callee().text().equals("files");
  }

  /// What the call says; nothing held out after an error.
  Split split(Expression.Call call) {
    Map<String, String> paths = new LinkedHashMap<>();
    for (Expression.Argument argument : call.arguments()) {
      if (argument.name().isEmpty()
          || !(argument.value() instanceof Expression.TextLiteral(String path, var _))) {
        reports.error(
            Diagnostic.of(
                    Code.BAD_SETTING,
                    argument.span(),
                    "`files` takes a file for each input and target")
                .help("write `files(x = \"…\", y = \"…\")`"));
        return new Split.None();
      }
      String name = argument.name().get().text();
      if (paths.put(name, path) != null) {
        reports.error(
            Diagnostic.of(Code.ARGUMENT_TWICE, argument.span(), "`" + name + "` has two files"));
      }
    }
    return new Split.Files(paths, call.span());
  }

  /// Reports files that `data` has no use for, and those that it lacks.
  void check(Split split, DataSpec data) {
    List<String> own = data.withOwnFile();
    boolean shared = own.size() < data.all().size();
    switch (split) {
      case Split.None _, Split.Share _ -> {}
      case Split.File file when own.isEmpty() -> {}
      case Split.File file ->
          reports.error(
              Diagnostic.of(
                      Code.BAD_SETTING,
                      file.span(),
                      "`" + own.getFirst() + "` has a file of its own, and needs one here")
                  .help("write `" + example(own, shared) + "`"));
      case Split.Files files -> {
        List<String> due = new ArrayList<>(own);
        if (shared) {
          due.add(SHARED);
        }
        check(files, due, example(own, shared));
      }
    }
  }

  private void check(Split.Files files, List<String> due, String example) {
    for (String name : files.paths().keySet()) {
      if (!due.contains(name)) {
        String suggestion = Suggestions.didYouMean(name, due);
        reports.error(
            Diagnostic.of(Code.BAD_SETTING, files.span(), "`" + name + "` has no file of its own")
                .help(suggestion.isEmpty() ? "write `" + example + "`" : suggestion));
      }
    }
    for (String name : due) {
      if (!files.paths().containsKey(name)) {
        reports.error(
            Diagnostic.of(Code.BAD_SETTING, files.span(), "there is no file for `" + name + "`")
                .help("write `" + example + "`"));
      }
    }
  }

  private static String example(List<String> own, boolean shared) {
    List<String> names = new ArrayList<>(own);
    if (shared) {
      names.add(SHARED);
    }
    return names.stream()
        .map(name -> name + " = \"…\"")
        .collect(Collectors.joining(", ", "files(", ")"));
  }
}
