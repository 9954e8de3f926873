package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;

/// The entry: from the syntax tree of a file to its model.
public final class Checker {
  private final Ast.NetFile file;
  private final Source source;
  private final Reports reports;

  private Checker(Ast.NetFile file, Source source, Reports reports) {
    this.file = file;
    this.source = source;
    this.reports = reports;
  }

  /// The model of the network in `file`, or nothing if there is an error. All errors go to `problems`, and warnings.
  ///
  /// @param source the text that `file` was parsed from
  public static Optional<TypedModel> check(
      Ast.NetFile file, Source source, Overrides overrides, Problems problems) {
    return new Checker(file, source, new Reports(problems))
        .check(new Settings(overrides, problems), problems);
  }

  private Optional<TypedModel> check(Settings settings, Problems problems) {
    for (Ast.Import item : file.imports()) {
      reports.error(
          Diagnostic.of(Code.NOT_SUPPORTED_YET, item.span(), "`import` is not supported yet"));
    }
    reportDuplicates();
    List<Declaration.Function> functions = kind(Declaration.Function.class);
    Recursion.check(functions, reports);
    Library library = new Library(functions);
    functions.forEach(function -> Declarations.check(function, library, reports));
    List<Declaration.Network> networks = kind(Declaration.Network.class);
    if (networks.isEmpty()) {
      reports.error(
          Diagnostic.of(Code.NO_NETWORK, source.span(0, 0), "there is no network in this file")
              .help("declare one: `network Name { … }`"));
      return Optional.empty();
    }
    for (Declaration.Network more : networks.subList(1, networks.size())) {
      reports.error(
          Diagnostic.of(Code.SEVERAL_NETWORKS, more.name().span(), "a file has one network")
              .note("the first is", networks.getFirst().name().span()));
    }
    if (reports.failed(Code.RECURSION)) {
      return Optional.empty();
    }
    String packageName = file.packageName().map(Ast.PackageName::text).orElse("");
    Optional<TypedModel> model =
        new NetworkChecker(networks.getFirst(), library, settings, reports).check(packageName);
    return problems.hasErrors() ? Optional.empty() : model;
  }

  private <T extends Declaration> List<T> kind(Class<T> kind) {
    return file.declarations().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void reportDuplicates() {
    Map<String, Span> first = new HashMap<>();
    for (Declaration.Function function : new ArrayList<>(kind(Declaration.Function.class))) {
      Span earlier = first.putIfAbsent(function.name().text(), function.name().span());
      if (earlier != null) {
        reports.error(
            Diagnostic.of(
                    Code.DUPLICATE_NAME,
                    function.name().span(),
                    "`" + function.name().text() + "` is declared twice")
                .note("it is declared first", earlier));
      }
    }
  }
}
