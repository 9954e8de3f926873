package netwright.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What JMH wrote with `-rf json`.
final class Results {
  private Results() {}

  /// One benchmark with one set of parameters.
  ///
  /// @param name the simple name of its class
  /// @param scores of all iterations of all forks
  /// @param unit such as `us/op`
  /// @param flops in operations for each unit of time, if it counts them
  record Measured(
      String name,
      Map<String, String> params,
      List<Double> scores,
      String unit,
      List<Double> flops) {

    double score() {
      return median(scores);
    }

    private Measured and(Measured other) {
      return new Measured(
          name, params, concat(scores, other.scores), unit, concat(flops, other.flops));
    }

    private static List<Double> concat(List<Double> some, List<Double> others) {
      return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static double median(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      int size = sorted.size();
      return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /// The score as nanoseconds an operation or GFLOP/s, whichever it has.
    double comparable() {
      if (!flops.isEmpty()) {
        return median(flops);
      }
      return switch (unit) {
        case "us/op" -> 1000 * score();
        case "ns/op", "ops/ns" -> score();
        default -> throw new IllegalArgumentException("no known unit: " + unit);
      };
    }
  }

  /// What was measured several times counts once, with the scores of all times.
  static List<Measured> read(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      parser.nextToken();
      Map<List<?>, Measured> found = new LinkedHashMap<>();
      list(value(parser)).stream()
          .map(Results::measured)
          .forEach(each -> found.merge(List.of(each.name, each.params), each, Measured::and));
      return List.copyOf(found.values());
    }
  }

  private static Measured measured(Object result) {
    Map<?, ?> fields = map(result);
    String benchmark = (String) fields.get("benchmark");
    String[] path = benchmark.split("\\.");
    Map<String, String> params = new LinkedHashMap<>();
    if (fields.get("params") instanceof Map<?, ?> found) {
      found.forEach((name, value) -> params.put((String) name, (String) value));
    }
    Map<?, ?> primary = map(fields.get("primaryMetric"));
    Object flops = map(fields.get("secondaryMetrics")).get("flops");
    return new Measured(
        path[path.length - 2],
        params,
        scores(primary),
        (String) primary.get("scoreUnit"),
        flops == null ? List.of() : scores(map(flops)));
  }

  private static List<Double> scores(Map<?, ?> metric) {
    List<Double> scores = new ArrayList<>();
    for (Object fork : list(metric.get("rawData"))) {
      list(fork).forEach(score -> scores.add((Double) score));
    }
    return scores;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  /// The value whose first token is the current one: maps, lists, strings, doubles, booleans.
  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getText();
    };
  }
}
