package netwright.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Metadata as a JSON object of texts, which an `.npz` file carries beside its arrays.
final class MetadataJson {
  /// What the file in the zip file is called.
  static final String ENTRY = "__metadata__.json";

  /// The most bytes that are read.
  static final int LONGEST = 16 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private MetadataJson() {}

  /// @throws IllegalArgumentException if `json` is no object of texts
  static Map<String, String> read(byte... json) {
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        require(parser.nextToken() == JsonToken.VALUE_STRING);
        metadata.put(name, parser.getText());
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON object of texts", e);
    }
    return metadata;
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("no JSON object of texts");
    }
  }

  static byte[] write(Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      generator.writeStartObject();
      for (Map.Entry<String, String> text : metadata.entrySet()) {
        generator.writeStringField(text.getKey(), text.getValue());
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
