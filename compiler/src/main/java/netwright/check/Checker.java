package netwright.check;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;

/// The entry: from the syntax tree of a file to its model.
public final class Checker {
  private final Ast.NetFile file;
  private final Source source;
  private final Problems problems;
  private final Reports reports;

  private Checker(Ast.NetFile file, Source source, Problems problems) {
    this.file = file;
    this.source = source;
    this.problems = problems;
    this.reports = new Reports(problems);
  }

  /// The model of the network in a `file` that imports nothing.
  public static Optional<TypedModel> check(
      Ast.NetFile file, Source source, Overrides overrides, Problems problems) {
    return check(file, source, Imports.NONE, overrides, problems);
  }

  /// The model of the network in `file`, or nothing if there is an error. All errors go to `problems`, and warnings.
  ///
  /// @param source the text that `file` was parsed from
  /// @param imports finds the files it imports
  public static Optional<TypedModel> check(
      Ast.NetFile file, Source source, Imports imports, Overrides overrides, Problems problems) {
    return new Checker(file, source, problems).check(imports, overrides);
  }

  private Optional<TypedModel> check(Imports imports, Overrides overrides) {
    Library library = new Files(imports, reports, problems).library(file, source);
    Optional<Declaration.Network> network = network();
    boolean sound = !reports.failed(Code.RECURSION) && !reports.failed(Code.IMPORT_NOT_FOUND);
    if (network.isEmpty() || !sound) {
      return Optional.empty();
    }
    String packageName = file.packageName().map(Ast.PackageName::text).orElse("");
    Settings settings = new Settings(overrides, problems);
    Optional<TypedModel> model =
        new NetworkChecker(network.get(), library, settings, reports).check(packageName);
    return problems.hasErrors() ? Optional.empty() : model;
  }

  /// The only network of the file; more or none are errors.
  private Optional<Declaration.Network> network() {
    List<Declaration.Network> networks =
        file.declarations().stream()
            .filter(Declaration.Network.class::isInstance)
            .map(Declaration.Network.class::cast)
            .toList();
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
    return Optional.of(networks.getFirst());
  }
}
