package netwright.runtime.io;

import static netwright.runtime.io.Messages.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the JSON of a header. Knows the form of a header and accepts nothing else, so nesting is
/// bounded by that form; whether the offsets make sense is for [DataLayout] to say.
final class HeaderReader {
  private final JsonScanner scanner;

  private HeaderReader(JsonScanner scanner) {
    this.scanner = scanner;
  }

  /// @param source the file, for messages
  static Header read(String source, byte[] json) throws MalformedFileException {
    if (json.length > Header.MAXIMUM_BYTES) {
      throw new MalformedFileException(
          source,
          "the header has more than " + Header.MAXIMUM_BYTES + " bytes, the format's limit");
    }
    if (json.length == 0 || json[0] != '{') {
      throw new MalformedFileException(
          source, "the header does not start with '{'; is this a safetensors file?");
    }
    return new HeaderReader(new JsonScanner(source, json)).header();
  }

  private Header header() throws MalformedFileException {
    Map<String, String> metadata = Map.of();
    List<TensorEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    scanner.expect('{');
    for (boolean more = !scanner.accept('}'); more; more = scanner.continues('}')) {
      String name = scanner.string(Header.MAXIMUM_NAME_BYTES);
      if (!names.add(name)) {
        throw scanner.error("duplicate name " + quoted(name));
      }
      scanner.expect(':');
      if (name.equals(Header.METADATA)) {
        metadata = metadata();
      } else {
        entries.add(entry(name));
      }
      if (entries.size() > Header.MAXIMUM_TENSORS) {
        throw scanner.error("more than " + Header.MAXIMUM_TENSORS + " tensors");
      }
    }
    scanner.expectEnd();
    return new Header(metadata, entries);
  }

  private Map<String, String> metadata() throws MalformedFileException {
    Map<String, String> metadata = new LinkedHashMap<>();
    int end = scanner.position() + Header.MAXIMUM_METADATA_BYTES;
    scanner.expect('{');
    for (boolean more = !scanner.accept('}'); more; more = scanner.continues('}')) {
      String key = scanner.string(Header.MAXIMUM_NAME_BYTES);
      scanner.expect(':');
      String value = scanner.string(Math.max(0, end - scanner.position()));
      if (metadata.putIfAbsent(key, value) != null) {
        throw scanner.error("duplicate key " + quoted(key) + " in the metadata");
      }
      if (metadata.size() > Header.MAXIMUM_TENSORS) {
        throw scanner.error("more than " + Header.MAXIMUM_TENSORS + " keys in the metadata");
      }
    }
    return metadata;
  }

  private TensorEntry entry(String name) throws MalformedFileException {
    ElementType type = null;
    int[] shape = null;
    long[] offsets = null;
    scanner.expect('{');
    for (boolean more = !scanner.accept('}'); more; more = scanner.continues('}')) {
      String key = scanner.string(Header.MAXIMUM_NAME_BYTES);
      scanner.expect(':');
      switch (key) {
        case "dtype" -> type = once(type, key, type(name));
        case "shape" -> shape = once(shape, key, shape(name));
        case "data_offsets" -> offsets = once(offsets, key, integers(2));
        default -> throw scanner.error("unknown key " + quoted(key) + " in tensor " + quoted(name));
      }
    }
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw scanner.error(
          "tensor " + quoted(name) + " needs a dtype, a shape and two data_offsets");
    }
    return new TensorEntry(name, type, shape, offsets[0], offsets[1]);
  }

  private <T> T once(T before, String key, T value) throws MalformedFileException {
    if (before != null) {
      throw scanner.error("duplicate key " + quoted(key));
    }
    return value;
  }

  private ElementType type(String name) throws MalformedFileException {
    String text = scanner.string(Header.MAXIMUM_NAME_BYTES);
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    String supported = Arrays.toString(ElementType.values());
    throw scanner.error(
        "tensor %s has dtype %s, which is not one of %s"
            .formatted(quoted(name), quoted(text), supported));
  }

  private int[] shape(String name) throws MalformedFileException {
    long[] sizes = integers(Header.MAXIMUM_RANK);
    int[] shape = new int[sizes.length];
    for (int axis = 0; axis < shape.length; axis++) {
      if (sizes[axis] > Integer.MAX_VALUE) {
        throw scanner.error(
            "tensor %s has an axis of size %s, more than an array can hold"
                .formatted(quoted(name), sizes[axis]));
      }
      shape[axis] = (int) sizes[axis];
    }
    return shape;
  }

  private long[] integers(int limit) throws MalformedFileException {
    long[] values = new long[limit];
    int count = 0;
    scanner.expect('[');
    for (boolean more = !scanner.accept(']'); more; more = scanner.continues(']')) {
      if (count == limit) {
        throw scanner.error("more than " + limit + " numbers");
      }
      values[count++] = scanner.integer();
    }
    return Arrays.copyOf(values, count);
  }
}
