package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;

/// Finds declarations of a file that call themselves, directly or through others. Expansion would never end.
final class Recursion {
  private enum State {
    OPEN,
    DONE
  }

  private final Map<String, Declaration.Function> declared = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final Reports reports;

  private Recursion(List<Declaration.Function> declarations, Reports reports) {
    this.reports = reports;
    declarations.forEach(
        declaration -> declared.putIfAbsent(declaration.name().text(), declaration));
  }

  /// Reports each cycle once.
  static void check(List<Declaration.Function> declarations, Reports reports) {
    Recursion recursion = new Recursion(declarations, reports);
    declarations.forEach(declaration -> recursion.visit(declaration.name().text()));
  }

  private void visit(String name) {
    if (path.size() > Frame.DEEPEST
        || states.get(name) == State.DONE
        || !declared.containsKey(name)) {
      return;
    }
    if (states.get(name) == State.OPEN) {
      report(name);
      return;
    }
    states.put(name, State.OPEN);
    path.add(name);
    CalledNames.of(declared.get(name)).forEach(this::visit);
    path.removeLast();
    states.put(name, State.DONE);
  }

  private void report(String name) {
    Ast.Identifier identifier = declared.get(name).name();
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
    cycle.add(name);
    String how = cycle.size() == 2 ? "" : ": " + String.join(" → ", cycle);
    reports.error(
        Diagnostic.of(Code.RECURSION, identifier.span(), "`" + name + "` calls itself" + how)
            .help(
                "calls are expanded when the network is compiled; for copies of a layer there is `repeat`"));
  }
}
