package netwright.driver;

import java.util.HashMap;
import java.util.Map;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.interp.Environment;
import netwright.interp.InPieces;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.lower.FitGraph;
import netwright.lower.VariableSpec;
import netwright.op.Source;
import netwright.plan.VariableLayout;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.train.DataSet;

/// What variables hold before the first step: draws, constants, and what is fitted to the training rows.
final class FirstWeights {
  /// Samples at a time, where there are more: their values stay in the caches.
  private static final int PIECE = 4096;

  private final Compilation compilation;
  private final Persistent persistent;

  private FirstWeights(Compilation compilation, Persistent persistent) {
    this.compilation = compilation;
    this.persistent = persistent;
  }

  /// Fills `persistent` for training on `rows`.
  static void fill(Compilation compilation, DataSet rows, Persistent persistent) {
    FirstWeights weights = new FirstWeights(compilation, persistent);
    weights.initialise();
    weights.fit(rows);
  }

  /// Fills `persistent` with all that does not depend on data; what is fitted to data is left as it is.
  static void fill(Compilation compilation, Persistent persistent) {
    new FirstWeights(compilation, persistent).initialise();
  }

  private void initialise() {
    VariableLayout layout = compilation.layout();
    Initialiser initialiser = new Initialiser(compilation.model().recipe().seed(), persistent);
    for (VariableSpec spec : compilation.lowered().variables()) {
      Variable variable = layout.get(spec.name());
      initialiser.fill(variable, spec.initial());
      requireFinite(variable, spec);
    }
  }

  private void requireFinite(Variable variable, VariableSpec spec) {
    for (int i = 0; i < variable.size(); i++) {
      double value = persistent.get(variable.offset() + i);
      if (!Double.isFinite(value)) {
        String message = "element %d of `%s` cannot start as %s".formatted(i, spec.name(), value);
        Problems problems = new Problems();
        problems.add(Diagnostic.of(Code.BAD_INITIALIZER, spec.span(), message));
        throw new CompilationFailed(problems);
      }
    }
  }

  /// Fits in f64 over all rows, each fit after those it reads, and rounds once.
  private void fit(DataSet rows) {
    if (compilation.lowered().fits().isEmpty()) {
      return;
    }
    Map<String, double[]> fitted = new HashMap<>();
    for (FitGraph fit : compilation.lowered().fits()) {
      double[] value =
          rows.rows() > PIECE && InPieces.suits(fit.graph())
              ? inPieces(fit.graph(), rows, fitted)
              : atOnce(fit.graph(), rows, fitted);
      fitted.put(fit.variable(), value);
      store(compilation.layout().get(fit.variable()), value);
    }
  }

  private void store(Variable variable, double[] value) {
    for (int i = 0; i < variable.size(); i++) {
      persistent.set(variable.offset() + i, value[i]);
    }
  }

  private static double[] atOnce(Graph graph, DataSet rows, Map<String, double[]> fitted) {
    Environment environment = environment(graph, rows, fitted);
    return Interpreter.run(graph, environment).values().iterator().next();
  }

  private static double[] inPieces(Graph graph, DataSet rows, Map<String, double[]> fitted) {
    InPieces.Pieces pieces = (from, count) -> environment(graph, rows.piece(from, count), fitted);
    return InPieces.run(graph, rows.rows(), PIECE, pieces).values().iterator().next();
  }

  private static Environment environment(Graph graph, DataSet rows, Map<String, double[]> fitted) {
    Map<String, double[]> inputs = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Source.Input input) {
        inputs.put(input.identifier(), rows.wideOf(input.identifier()));
      }
    }
    return new Environment(rows.rows(), inputs, fitted, 0, 0);
  }
}
