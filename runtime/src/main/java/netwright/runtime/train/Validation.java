package netwright.runtime.train;

import java.util.Map;
import java.util.OptionalDouble;

/// What is watched beside the training loss: samples that are held out, judged after every epoch.
public record Validation(Evaluator evaluator, DataSet samples) {

  /// Nothing is held out.
  public static final Validation NONE = new Validation(new Nothing(), new DataSet(0, Map.of()));

  private record Nothing() implements Evaluator {
    @Override
    public Map<String, Double> evaluate(DataSet samples) {
      return Map.of();
    }
  }

  /// The loss on the held-out samples, if there are any.
  OptionalDouble loss() {
    return samples.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(evaluator.evaluate(samples).get("loss"));
  }
}
