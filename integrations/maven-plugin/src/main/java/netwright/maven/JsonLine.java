package netwright.maven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A line that the compiler wrote: a JSON object with an `event`.
///
/// @param members by name; texts, numbers as texts, lists, or null
record JsonLine(Map<String, Object> members) {
  private static final JsonFactory JSON = new JsonFactory();

  /// The object on `line`; nothing if it is none.
  static Optional<JsonLine> read(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? Optional.of(new JsonLine(object(parser)))
          : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  /// What it tells of.
  String event() {
    return text("event");
  }

  boolean isError() {
    return event().equals("error");
  }

  boolean isWarning() {
    return event().equals("warning");
  }

  /// A member as text; empty if it is absent or null.
  String text(String name) {
    Object value = members.get(name);
    return value == null ? "" : value.toString();
  }

  /// A member that is a list of texts; empty if it is absent or null.
  List<String> texts(String name) {
    Object value = members.get(name);
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return object(parser);
      case START_ARRAY:
        return array(parser);
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }
}
