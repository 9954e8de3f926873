package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListsTest {

  @Test
  void readsListsByName() throws IOException {
    String text = "{ \"kind\": [\"small\", \"a \\\"b\\\"\", \"\\u00fc\"], \"none\": [] }";
    Map<String, List<String>> lists =
        Map.of("kind", List.of("small", "a \"b\"", "ü"), "none", List.of());
    assertEquals(lists, JsonLists.read("labels", text));
    assertEquals(Map.of(), JsonLists.read("labels", "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\":1}",
        "{\"a\":[1]}",
        "{\"a\":[\"b\"",
        "{\"a\":[\"b\",]}",
        "{\"a\":[\"b\",[]]}",
        "{} {}",
        "nonsense"
      })
  void refusesAnythingElse(String text) {
    MalformedFileException refused =
        assertThrows(MalformedFileException.class, () -> JsonLists.read("labels", text));
    assertTrue(refused.getMessage().startsWith("labels: "), refused.getMessage());
  }
}
