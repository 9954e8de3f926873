package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void writesWhatJsonHas() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"quote\"\n");
    object.put("numbers", List.of(1, 2L, 0.5, 0.25f));
    object.put("missing", null);
    object.put("optional", Optional.of(true));
    object.put("empty", Optional.empty());
    object.put("none", Double.NaN);
    object.put("infinite", Double.POSITIVE_INFINITY);
    String expected =
        "{\"text\":\"a \\\"quote\\\"\\n\",\"numbers\":[1,2,0.5,0.25],\"missing\":null,\"optional\":true,"
            + "\"empty\":null,\"none\":null,\"infinite\":null}";
    assertEquals(expected, Json.write(object));
  }

  @Test
  void readsListsOfTexts() {
    Map<String, List<String>> lists = Map.of("kind", List.of("a \"b\"", "ü"), "none", List.of());
    assertEquals(lists, Json.readLists(Json.write(lists)));
    assertEquals(Map.of(), Json.readLists("{}"));
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
        "{\"a\":[\"b\",[]]}",
        "nonsense"
      })
  void refusesAnythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> Json.readLists(text));
  }
}
