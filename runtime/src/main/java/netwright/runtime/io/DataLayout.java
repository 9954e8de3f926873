package netwright.runtime.io;

import static netwright.runtime.io.Messages.quoted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Checks that the tensors of a header fit the bytes that follow it: each has as many as its shape
/// and type need, and together they cover all of them without overlap or hole.
final class DataLayout {
  /// A class, for a lambda takes the JVM many times longer to start with.
  private static final Comparator<TensorEntry> ORDER =
      new Comparator<>() {
        @Override
        public int compare(TensorEntry one, TensorEntry other) {
          int begins = Long.compare(one.begin(), other.begin());
          return begins != 0 ? begins : Long.compare(one.end(), other.end());
        }
      };

  private DataLayout() {}

  /// The entries in the order of their bytes.
  ///
  /// @param dataBytes how many bytes follow the header
  static List<TensorEntry> check(String source, List<TensorEntry> entries, long dataBytes)
      throws MalformedFileException {
    for (TensorEntry entry : entries) {
      checkSize(source, entry, dataBytes);
    }
    List<TensorEntry> ordered = new ArrayList<>(entries);
    ordered.sort(ORDER);
    long covered = 0;
    for (TensorEntry entry : ordered) {
      if (entry.begin() != covered) {
        String what = entry.begin() < covered ? "overlaps" : "leaves a hole after";
        throw malformed(
            source,
            entry,
            "lies at %s and %s the one before, which ends at %s"
                .formatted(span(entry), what, covered));
      }
      covered = entry.end();
    }
    if (covered != dataBytes) {
      throw new MalformedFileException(
          source, "the tensors end at byte %s of %s of the data".formatted(covered, dataBytes));
    }
    return ordered;
  }

  private static void checkSize(String source, TensorEntry entry, long dataBytes)
      throws MalformedFileException {
    if (entry.begin() > entry.end() || entry.end() > dataBytes) {
      String problem = "lies at %s, but the data has %s bytes".formatted(span(entry), dataBytes);
      throw malformed(source, entry, problem);
    }
    long bytes = elements(source, entry) * entry.type().bytes();
    if (entry.end() - entry.begin() != bytes) {
      String problem =
          "lies at %s, but its shape and dtype need %s bytes".formatted(span(entry), bytes);
      throw malformed(source, entry, problem);
    }
  }

  private static long elements(String source, TensorEntry entry) throws MalformedFileException {
    long elements = 1;
    for (int size : entry.shape()) {
      elements *= size;
      if (elements > Integer.MAX_VALUE) {
        String shape = Arrays.toString(entry.shape());
        throw malformed(source, entry, "has shape " + shape + ", more than an array can hold");
      }
    }
    return elements;
  }

  private static MalformedFileException malformed(
      String source, TensorEntry entry, String problem) {
    return new MalformedFileException(source, "tensor " + quoted(entry.name()) + " " + problem);
  }

  private static String span(TensorEntry entry) {
    return entry.begin() + " .. " + entry.end();
  }
}
