package netwright.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks a predictor for what the rows of `verify` expect.
final class SelfTest {
  private final Predictor predictor;

  SelfTest(Predictor predictor) {
    this.predictor = predictor;
  }

  List<Check> run() {
    List<Check> checks = new ArrayList<>();
    for (Schema.Example example : predictor.description().examples()) {
      Map<String, double[]> said = said(example);
      for (Schema.Value expected : example.expected()) {
        List<Double> actual = new ArrayList<>();
        for (double value : said.getOrDefault(expected.name(), new double[0])) {
          actual.add(value);
        }
        checks.add(
            new Check(
                example.line(), expected.name(), numbers(expected), actual, expected.within()));
      }
    }
    return checks;
  }

  /// The outputs, or none if a class that is given has a name that the weights do not know.
  private Map<String, double[]> said(Schema.Example example) {
    Map<String, double[]> given = new LinkedHashMap<>();
    for (Schema.Value value : example.given()) {
      List<Double> numbers = numbers(value);
      if (numbers.isEmpty()) {
        return Map.of();
      }
      double[] elements = new double[numbers.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = numbers.get(i);
      }
      given.put(value.name(), elements);
    }
    return predictor.predictDoubles(1, given);
  }

  private List<Double> numbers(Schema.Value value) {
    if (value.label().isEmpty()) {
      return value.numbers();
    }
    int number = predictor.labels(value.name()).indexOf(value.label());
    return number < 0 ? List.of() : List.of((double) number);
  }
}
