package netwright.driver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Texts in JSON, each on one line.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// A text, number, boolean, `null`, or a map, collection or optional of such, as JSON. Numbers that JSON lacks (NaN,
  /// infinities) become `null`; anything else is the text it prints as.
  public static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a text does not fail", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Optional<?> optional -> write(generator, optional.orElse(null));
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Number number -> writeFinite(generator, number.doubleValue());
      case Map<?, ?> map -> writeObject(generator, map);
      case Collection<?> elements -> writeArray(generator, elements);
      default -> generator.writeString(value.toString());
    }
  }

  private static void writeFinite(JsonGenerator generator, double value) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static void writeObject(JsonGenerator generator, Map<?, ?> map) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      generator.writeFieldName(entry.getKey().toString());
      write(generator, entry.getValue());
    }
    generator.writeEndObject();
  }

  private static void writeArray(JsonGenerator generator, Collection<?> elements)
      throws IOException {
    generator.writeStartArray();
    for (Object element : elements) {
      write(generator, element);
    }
    generator.writeEndArray();
  }
}
