package netwright.op;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.ir.DType;
import netwright.ir.Shape;
import netwright.ir.TensorType;

/// What graph text says of an operation, as values. What does not fit is an [IllegalArgumentException].
record Attributes(Map<String, String> values) {
  private static final Pattern LIST = Pattern.compile("\\[((?:\\d+(?:, \\d+)*)?)]");
  private static final Pattern TYPE = Pattern.compile("(f32|f64)\\[(N(?:, |(?=])))?(.*)]");

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("attribute " + key + " is missing");
    }
    return value;
  }

  int number(String key) {
    return number(text(key), text(key));
  }

  double real(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException cause) {
      throw new IllegalArgumentException(text(key) + " is not a number", cause);
    }
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }

  DType dtype(String key) {
    return dtypeOf(text(key));
  }

  List<Integer> numbers(String key) {
    return numbersIn(text(key));
  }

  Shape shape(String key) {
    return new Shape(numbers(key));
  }

  /// The type that prints as `text`.
  static TensorType type(String text) {
    Matcher type = TYPE.matcher(text);
    if (!type.matches()) {
      throw new IllegalArgumentException(text + " is not a type");
    }
    return new TensorType(
        dtypeOf(type.group(1)),
        new Shape(numbersIn("[" + type.group(3) + "]")),
        type.group(2) != null);
  }

  private static DType dtypeOf(String text) {
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text + " is not an element type"));
  }

  private static List<Integer> numbersIn(String text) {
    Matcher list = LIST.matcher(text);
    if (!list.matches()) {
      throw new IllegalArgumentException(text + " is not a list of numbers");
    }
    return list.group(1).isEmpty()
        ? List.of()
        : Arrays.stream(list.group(1).split(", ")).map(number -> number(number, text)).toList();
  }

  private static int number(String text, String whole) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException cause) {
      throw new IllegalArgumentException(whole + " is not a whole number", cause);
    }
  }
}
