package netwright.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.diag.Suggestions;
import netwright.syntax.Expression;
import netwright.syntax.NetParser;
import netwright.syntax.Section;

/// What the command line sets, until the part of the network that it is about takes it.
final class Settings {
  private final Map<String, String> open = new LinkedHashMap<>();
  private final List<String> offered = new ArrayList<>();
  private final Problems problems;

  Settings(Overrides overrides, Problems problems) {
    this.problems = problems;
    overrides.all().forEach(setting -> open.put(setting.key(), setting.text()));
  }

  /// The expression set for `key`, which counts as used; nothing if there is none, or after an error.
  Optional<Expression> expression(String key) {
    return text(key).flatMap(text -> NetParser.parseExpression(source(key, text), problems));
  }

  /// What is set for `key` of a data section, which counts as used.
  Optional<Section.DataValue> dataValue(String key) {
    return text(key).flatMap(text -> dataValue(key, text));
  }

  /// What is no value of the language, such as `other.csv` without quotes, is a text.
  private Optional<Section.DataValue> dataValue(String key, String text) {
    Problems tried = new Problems();
    Source source = source(key, text);
    Optional<Section.DataValue> parsed = NetParser.parseDataValue(source, tried);
    boolean isPath =
        parsed.isEmpty() || (parsed.get() instanceof Expression.Name name && !name.isSimple());
    return isPath
        ? Optional.of(new Expression.TextLiteral(text, source.span(0, text.length())))
        : parsed;
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(open.remove(key));
  }

  private static Source source(String key, String text) {
    return new Source("--set " + key, text);
  }

  /// The keys that begin with `prefix` and are still open, without it.
  List<String> keys(String prefix) {
    return open.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  /// Notes more keys that could be set, for the sake of suggestions.
  void offer(String prefix, Collection<String> keys) {
    keys.forEach(key -> offered.add(prefix + key));
  }

  /// Reports what nothing has taken; `known` are the keys that could be set, beside those offered.
  void reportUnknown(Collection<String> known) {
    List<String> all = new ArrayList<>(known);
    all.addAll(offered);
    for (String key : new ArrayList<>(open.keySet())) {
      Source source = new Source("--set", key + "=" + open.get(key));
      String suggestion = Suggestions.didYouMean(key, all);
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_OVERRIDE,
                  source.span(0, key.length()),
                  "there is no `" + key + "` to set")
              .help(
                  suggestion.isEmpty()
                      ? "every `hyper`, and what `train` and `data` say, can be set"
                      : suggestion));
    }
  }
}
