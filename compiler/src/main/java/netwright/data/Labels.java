package netwright.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The labels of classes, by the name of the input or target, and the categories of columns of text, by `input[column]`:
/// what has to be known to read data as the training rows were read.
public final class Labels {
  private Labels() {}

  /// Those of `fields`.
  static Map<String, List<String>> of(List<Field> fields) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Field field : fields) {
      field
          .classes()
          .flatMap(Field.Classes::labels)
          .filter(found -> !found.isEmpty())
          .ifPresent(found -> labels.put(field.name(), found));
      field
          .categories()
          .orElse(Map.of())
          .forEach((column, found) -> labels.put(field.name() + "[" + column + "]", found));
    }
    return labels;
  }

  /// The categories of the columns of an input.
  public static Map<String, List<String>> categories(
      String input, Map<String, List<String>> labels) {
    Map<String, List<String>> categories = new LinkedHashMap<>();
    String start = input + "[";
    labels.forEach((name, found) -> {
      if (name.startsWith(start)) {
        categories.put(name.substring(start.length(), name.length() - 1), found);
      }
    });
    return categories;
  }
}
