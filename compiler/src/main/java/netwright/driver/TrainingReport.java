package netwright.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.train.TrainingLoop;

/// What training came to. Figures are `loss` and every metric by its name, in inference mode.
///
/// @param train figures over the training rows
/// @param validation figures over the rows held out for validation, if there are any
/// @param test figures over the test rows, if there are any
/// @param verified what became of the rows of `verify`
/// @param saved where the weights are; absent if they have become NaN or infinite, and earlier ones are kept in their place
public record TrainingReport(
    Map<String, Double> train,
    Optional<Map<String, Double>> validation,
    Optional<Map<String, Double>> test,
    TrainingLoop.Outcome outcome,
    List<VerifiedValue> verified,
    Optional<Path> saved) {

  /// Whether every value of `verify` is as expected.
  public boolean holds() {
    return verified.stream().allMatch(VerifiedValue::holds);
  }
}
