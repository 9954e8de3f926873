package netwright.driver;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import netwright.interp.Environment;
import netwright.interp.InPieces;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Result;
import netwright.rewrite.BatchSplit;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.Evaluator;

/// Judges weights on a data set as if it were one batch: what each sample says for itself is computed piece by piece, the
/// sums over all of them are interpreted.
final class Evaluation implements Evaluator {
  private static final String METRIC = "metric.";

  /// Samples at a time, where they lie in a file.
  private static final int PIECE = 4096;

  private final Compilation compilation;
  private final Persistent persistent;
  private final Graph whole;
  private final Optional<Executable> perSample;
  private final Optional<Memory> memory;

  /// An evaluation of the weights that `persistent` has whenever it is asked.
  Evaluation(Compilation compilation, TrainingPrograms programs, Persistent persistent) {
    BatchSplit split = compilation.evaluation();
    this.compilation = compilation;
    this.persistent = persistent;
    this.whole = split.whole();
    this.perSample =
        split.perSample().results().isEmpty()
            ? Optional.empty()
            : Optional.of(programs.executable(compilation.evaluate(split.perSample()), "Evaluate"));
    this.memory = perSample.map(executable -> executable.memory(persistent));
  }

  @Override
  public Map<String, Double> evaluate(DataSet samples) {
    return figures(
        samples.stored().isEmpty() || !InPieces.suits(whole) ? atOnce(samples) : inPieces(samples));
  }

  private Map<Result, double[]> inPieces(DataSet samples) {
    Map<String, double[]> variables = variables();
    InPieces.Pieces pieces =
        (from, count) ->
            new Environment(count, perSample(samples.piece(from, count)), variables, 0, 0);
    return InPieces.run(whole, samples.rows(), PIECE, pieces);
  }

  private Map<Result, double[]> atOnce(DataSet samples) {
    return Interpreter.run(
        whole, new Environment(samples.rows(), perSample(samples), variables(), 0, 0));
  }

  private Map<String, double[]> perSample(DataSet samples) {
    Map<String, double[]> values = new HashMap<>();
    perSample.ifPresent(executable ->
        values.putAll(
            ForwardPass.run(
                executable.program(), executable.spec(), memory.orElseThrow(), samples)));
    return values;
  }

  private static Map<String, Double> figures(Map<Result, double[]> values) {
    Map<String, Double> figures = new LinkedHashMap<>();
    values.forEach((result, value) -> figures.put(figure(result.name()), value[0]));
    return figures;
  }

  private Map<String, double[]> variables() {
    Map<String, double[]> variables = new HashMap<>();
    for (Variable variable : compilation.variables()) {
      double[] values = new double[variable.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = persistent.get(variable.offset() + i);
      }
      variables.put(variable.name(), values);
    }
    return variables;
  }

  /// The name of a figure, which is that of its metric.
  static String figure(String value) {
    return value.startsWith(METRIC) ? value.substring(METRIC.length()) : value;
  }
}
