package netwright.check;

import java.util.List;
import java.util.stream.Collectors;

/// What the elements of a value are.
public sealed interface Elements {

  /// Real numbers.
  Elements REAL = new Real();

  /// A real number.
  record Real() implements Elements {
    @Override
    public String toString() {
      return "real";
    }
  }

  /// One of `count` classes, by its number from 0.
  ///
  /// @param labels the text of each class; empty where the data decides
  record OneOf(int count, List<String> labels) implements Elements {
    public OneOf {
      labels = List.copyOf(labels);
    }

    @Override
    public String toString() {
      return labels.isEmpty()
          ? "class[" + count + "]"
          : labels.stream()
              .map(label -> '"' + label + '"')
              .collect(Collectors.joining(", ", "class[", "]"));
    }
  }
}
