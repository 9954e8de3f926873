package netwright.laws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Numbers that an expression of the standard library must give.
///
/// @param expression in `.net`
/// @param formula what the numbers come from
/// @param ports declarations of its inputs, such as `x: [4]`
/// @param values of inputs and variables
/// @param weights of the elements in the sum whose gradient is given; none for a single number
/// @param gradients by name of the input or variable
record Baseline(
    String expression,
    String formula,
    Map<String, String> ports,
    Map<String, double[]> values,
    List<Double> weights,
    double[] value,
    Map<String, double[]> gradients) {

  private static final Pattern PORT = Pattern.compile("(\\w+) (?:(\\d+) )?(\\[.*?]) (.*)");

  /// The baselines of a resource.
  static List<Baseline> read(String file) {
    try (InputStream resource = Baseline.class.getResourceAsStream("/baselines/" + file)) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n\n"))
          .map(String::strip)
          .filter(block -> block.startsWith("case "))
          .map(Baseline::parse)
          .toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Baseline parse(String block) {
    List<String> lines = block.lines().toList();
    Map<String, String> ports = new LinkedHashMap<>();
    Map<String, double[]> values = new LinkedHashMap<>();
    Map<String, double[]> gradients = new LinkedHashMap<>();
    List<Double> weights = new ArrayList<>();
    double[] value = {};
    for (String line : lines.subList(2, lines.size())) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "weights" -> {
          for (double weight : numbers(words[1])) {
            weights.add(weight);
          }
        }
        case "value" -> value = numbers(words[1]);
        case "gradient" -> gradients.put(name(words[1]), numbers(rest(words[1])));
        case "variable" -> values.put(name(words[1]), numbers(rest(words[1])));
        case "input", "class" -> {
          Matcher port = PORT.matcher(words[1]);
          if (!port.matches()) {
            throw new IllegalArgumentException(line);
          }
          String classes = port.group(2) == null ? "" : "class[" + port.group(2) + "] ";
          ports.put(port.group(1), classes + port.group(3));
          values.put(port.group(1), numbers(port.group(4)));
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    return new Baseline(
        lines.get(0).substring("case ".length()),
        lines.get(1).substring("from ".length()),
        ports,
        values,
        weights,
        value,
        gradients);
  }

  private static String name(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  private static String rest(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }

  private static double[] numbers(String text) {
    return Stream.of(text.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /// A network with this output, or this loss.
  String network(boolean loss) {
    return loss
        ? StandardGraphs.losing(ports, expression)
        : StandardGraphs.predicting(ports, expression);
  }

  /// How many samples there are.
  int rows() {
    String first = ports.keySet().iterator().next();
    return values.get(first).length / StandardGraphs.size(ports.get(first));
  }

  double[] weightsOf() {
    return weights.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public String toString() {
    return expression + " = " + formula;
  }
}
