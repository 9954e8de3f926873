package netwright.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.check.TypedModel;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.train.DataSet;

/// Checks what the `verify` section expects of a trained network.
final class Verification {
  private final Compilation compilation;
  private final Flavour flavour;
  private final Persistent persistent;
  private final Map<String, List<String>> labels;

  Verification(
      Compilation compilation,
      Flavour flavour,
      Persistent persistent,
      Map<String, List<String>> labels) {
    this.compilation = compilation;
    this.flavour = flavour;
    this.persistent = persistent;
    this.labels = labels;
  }

  /// Refuses rows with labels that the training data does not have, before a long training.
  ///
  /// @param labels of classes, by the name of the input or target
  /// @throws CompilationFailed if there is one
  static void requireLabels(TypedModel model, Map<String, List<String>> labels) {
    Problems problems = new Problems();
    Map<String, String> named = new HashMap<>();
    model.outputs().forEach(output -> named.put(output.name(), output.labelsOf().orElse("")));
    for (TypedModel.VerifyRow row : model.verify()) {
      for (TypedModel.Given given : row.given()) {
        given
            .label()
            .ifPresent(label -> require(label, given.name(), labels, given.span(), problems));
      }
      for (TypedModel.Expected expected : row.expected()) {
        String of = named.get(expected.name());
        expected.label().ifPresent(label -> require(label, of, labels, expected.span(), problems));
      }
    }
    if (problems.hasErrors()) {
      throw new CompilationFailed(problems);
    }
  }

  private static void require(
      String label, String port, Map<String, List<String>> labels, Span span, Problems problems) {
    List<String> known = labels.getOrDefault(port, List.of());
    if (!known.contains(label)) {
      String suggestion = Suggestions.didYouMean(label, known);
      String all =
          known.isEmpty() ? "its classes have no names" : "there is " + String.join(", ", known);
      problems.add(
          Diagnostic.of(Code.BAD_ROW, span, "the data has no class \"" + label + '"')
              .help(suggestion.isEmpty() ? all : suggestion));
    }
  }

  /// All expected values, in the order of the source.
  List<VerifiedValue> run() {
    List<VerifiedValue> verified = new ArrayList<>();
    List<TypedModel.VerifyRow> rows = compilation.model().verify();
    if (rows.isEmpty()) {
      return verified;
    }
    Prediction prediction = new Prediction(compilation, flavour, persistent);
    for (TypedModel.VerifyRow row : rows) {
      Predictions said = prediction.of(sample(row), labels);
      row.expected().forEach(expected -> verified.add(verified(expected, said)));
    }
    return verified;
  }

  private DataSet sample(TypedModel.VerifyRow row) {
    Map<String, double[]> values = new LinkedHashMap<>();
    row.given()
        .forEach(given ->
            values.put(
                given.name(),
                elements(given.name(), given).stream().mapToDouble(Double::doubleValue).toArray()));
    return GivenSamples.of(compilation.precision(), 1, values);
  }

  private List<Double> elements(String input, TypedModel.Given given) {
    return given.label().map(label -> List.of(number(input, label))).orElse(given.numbers());
  }

  private VerifiedValue verified(TypedModel.Expected expected, Predictions said) {
    TypedModel.Output output = find(expected.name());
    String named = output.labelsOf().orElse("");
    List<Double> wanted =
        expected.label().map(label -> List.of(number(named, label))).orElse(expected.numbers());
    Predictions.Output found =
        said.outputs().stream()
            .filter(each -> each.name().equals(expected.name()))
            .findFirst()
            .orElseThrow();
    List<Double> actual = new ArrayList<>();
    for (double value : found.values()) {
      actual.add(value);
    }
    return new VerifiedValue(
        expected.name(),
        wanted,
        actual,
        expected.within().orElse(0),
        found.kind() instanceof Predictions.Kind.Labels(List<String> names) ? names : List.of(),
        expected.span());
  }

  private TypedModel.Output find(String name) {
    return compilation.model().outputs().stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// The class called `label`; NaN, which nothing equals, if there is none.
  private double number(String port, String label) {
    int number = labels.getOrDefault(port, List.of()).indexOf(label);
    return number < 0 ? Double.NaN : number;
  }
}
