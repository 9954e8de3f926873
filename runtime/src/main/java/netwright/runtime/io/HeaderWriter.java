package netwright.runtime.io;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Writes the JSON of a header: the same header gives the same bytes.
final class HeaderWriter {
  private final StringBuilder json = new StringBuilder();

  private HeaderWriter() {}

  /// The JSON in UTF-8, with spaces after it so that the data starts at a multiple of 8 bytes.
  ///
  /// @throws CharacterCodingException if a name or a text holds half a surrogate pair
  static byte[] write(Header header) throws CharacterCodingException {
    HeaderWriter writer = new HeaderWriter();
    writer.header(header);
    var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(writer.json));
    byte[] padded = new byte[encoded.remaining() + 7 & ~7];
    int length = encoded.remaining();
    encoded.get(padded, 0, length);
    Arrays.fill(padded, length, padded.length, (byte) ' ');
    return padded;
  }

  private void header(Header header) {
    json.append('{');
    if (!header.metadata().isEmpty()) {
      name(Header.METADATA);
      metadata(header.metadata());
    }
    for (TensorEntry entry : header.entries()) {
      separate();
      name(entry.name());
      entry(entry);
    }
    json.append('}');
  }

  private void metadata(Map<String, String> metadata) {
    json.append('{');
    metadata.forEach((key, value) -> {
      separate();
      name(key);
      string(value);
    });
    json.append('}');
  }

  private void entry(TensorEntry entry) {
    json.append("{\"dtype\":\"").append(entry.type()).append("\",\"shape\":[");
    for (int size : entry.shape()) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(size);
    }
    json.append("],\"data_offsets\":[")
        .append(entry.begin())
        .append(',')
        .append(entry.end())
        .append("]}");
  }

  /// A comma, unless an object was just opened.
  private void separate() {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
  }

  private void name(String name) {
    string(name);
    json.append(':');
  }

  private void string(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
