package netwright.runtime.train;

import java.util.Map;

/// Judges the weights of the moment on samples, in inference mode.
@FunctionalInterface
public interface Evaluator {

  /// `loss` and every metric by its name, as if all samples were one batch.
  Map<String, Double> evaluate(DataSet samples);
}
