package netwright.runtime.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists of texts by name in JSON, as the metadata of weights have them: `{"kind": ["small", "large"]}`.
public final class JsonLists {
  private JsonLists() {}

  /// Reads `json`.
  ///
  /// @param source what messages call it
  /// @throws MalformedFileException if it is something else
  public static Map<String, List<String>> read(String source, String json)
      throws MalformedFileException {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    JsonScanner scanner = new JsonScanner(source, text);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    scanner.expect('{');
    for (boolean more = !scanner.accept('}'); more; more = scanner.continues('}')) {
      String name = scanner.string(text.length);
      scanner.expect(':');
      scanner.expect('[');
      List<String> list = new ArrayList<>();
      for (boolean another = !scanner.accept(']'); another; another = scanner.continues(']')) {
        list.add(scanner.string(text.length));
      }
      lists.put(name, List.copyOf(list));
    }
    scanner.expectEnd();
    return lists;
  }
}
