package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.Library.Declared;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.NetParser;

/// The declarations that the code of a file can call: its own and those of the files it imports, not what these import in
/// turn. All are checked on the way, each file once.
final class Files {
  private final Imports imports;
  private final Reports reports;
  private final Problems problems;
  private final Map<String, Library> done = new HashMap<>();
  private final List<String> open = new ArrayList<>();

  Files(Imports imports, Reports reports, Problems problems) {
    this.imports = imports;
    this.reports = reports;
    this.problems = problems;
  }

  /// What the network of `file` can call.
  Library library(Ast.NetFile file, Source source) {
    return library(file, source, false);
  }

  private Library library(Ast.NetFile file, Source source, boolean foreign) {
    open.add(source.name());
    Map<String, Declared> imported = new LinkedHashMap<>();
    for (Ast.Import item : file.imports()) {
      imported(item, source).ifPresent(library -> include(library, item, imported));
    }
    open.removeLast();
    List<Declaration.Function> functions =
        file.declarations().stream()
            .filter(Declaration.Function.class::isInstance)
            .map(Declaration.Function.class::cast)
            .toList();
    reportDuplicates(functions, imported);
    Recursion.check(functions, reports);
    Library library = new Library(functions, imported, foreign);
    functions.forEach(function -> Declarations.check(function, library, reports));
    done.put(source.name(), library);
    return library;
  }

  private Optional<Library> imported(Ast.Import item, Source importer) {
    Optional<Source> found = imports.open(importer, item.path().value());
    if (found.isEmpty()) {
      String message = "`" + item.path().value() + "` cannot be read";
      reports.error(
          Diagnostic.of(Code.IMPORT_NOT_FOUND, item.path().span(), message)
              .help("the path is relative to the file that imports it"));
      return Optional.empty();
    }
    Source source = found.get();
    if (open.contains(source.name())) {
      reportCycle(item, source.name());
      return Optional.empty();
    }
    Library known = done.get(source.name());
    return Optional.of(
        known != null ? known : library(NetParser.parse(source, problems), source, true));
  }

  private void reportCycle(Ast.Import item, String name) {
    List<String> cycle = new ArrayList<>(open.subList(open.indexOf(name), open.size()));
    cycle.add(name);
    reports.error(
        Diagnostic.of(
            Code.IMPORT_CYCLE,
            item.span(),
            "files import one another in a circle: " + String.join(" → ", cycle)));
  }

  private void include(Library library, Ast.Import item, Map<String, Declared> imported) {
    library
        .own()
        .forEach((name, declared) -> {
          Declared other = imported.putIfAbsent(name, declared);
          if (other != null && other != declared) {
            reports.error(
                Diagnostic.of(Code.DUPLICATE_NAME, item.span(), "`" + name + "` is imported twice")
                    .note("it is declared", other.declaration().name().span())
                    .note("and", declared.declaration().name().span()));
          }
        });
  }

  private void reportDuplicates(
      List<Declaration.Function> functions, Map<String, Declared> imported) {
    Map<String, Span> first = new HashMap<>();
    imported.forEach((name, declared) -> first.put(name, declared.declaration().name().span()));
    for (Declaration.Function function : functions) {
      Ast.Identifier name = function.name();
      Span earlier = first.putIfAbsent(name.text(), name.span());
      if (earlier != null) {
        reports.error(
            Diagnostic.of(
                    Code.DUPLICATE_NAME, name.span(), "`" + name.text() + "` is declared twice")
                .note("it is declared first", earlier));
      }
    }
  }
}
