package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.io.JsonLists;
import org.junit.jupiter.api.Test;

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

  /// What is written of weights is read by programs that have the runtime alone.
  @Test
  void listsOfTextsAreReadByTheRuntime() throws IOException {
    Map<String, List<String>> lists = Map.of("kind", List.of("a \"b\"", "ü"), "none", List.of());
    assertEquals(lists, JsonLists.read("labels", Json.write(lists)));
  }
}
