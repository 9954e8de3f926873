package netwright.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import netwright.driver.Json;

/// A JSON object on one line, built member by member.
final class JsonLine {
  private final Map<String, Object> members = new LinkedHashMap<>();

  private JsonLine() {}

  /// A line that tells of `event`.
  static JsonLine event(String event) {
    return new JsonLine().with("event", event);
  }

  /// Appends a member, see [Json#write].
  JsonLine with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  @Override
  public String toString() {
    return Json.write(members);
  }
}
