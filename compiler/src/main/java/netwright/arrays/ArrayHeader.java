package netwright.arrays;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/// What an array says about itself.
///
/// @param order of the bytes of an element
/// @param fortran whether the first axis varies fastest, not the last
/// @param shape samples along the first axis
public record ArrayHeader(ElementType type, ByteOrder order, boolean fortran, List<Integer> shape) {
  private static final int MOST_AXES = 32;

  /// @throws ArrayException if there are too many elements or axes for any memory
  static ArrayHeader of(ElementType type, ByteOrder order, boolean fortran, List<Long> sizes)
      throws ArrayException {
    if (sizes.size() > MOST_AXES) {
      throw ArrayException.damaged("claims to have " + sizes.size() + " axes");
    }
    long elements = type.size();
    for (long size : sizes) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw ArrayException.damaged("claims an axis of size " + size);
      }
      // An axis of size 0 does not excuse the others.
      elements = Math.max(1, size) > Long.MAX_VALUE / elements ? -1 : elements * Math.max(1, size);
      if (elements < 0) {
        throw ArrayException.damaged(
            "claims the shape " + text(sizes) + ", more than fits anywhere");
      }
    }
    return new ArrayHeader(type, order, fortran, sizes.stream().map(Long::intValue).toList());
  }

  /// The number of samples; 1 for a single number.
  public int rows() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /// The shape of one sample.
  public List<Integer> sample() {
    return shape.isEmpty() ? List.of() : shape.subList(1, shape.size());
  }

  /// Elements of one sample.
  public long sampleSize() {
    return sample().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  long elements() {
    return rows() * sampleSize();
  }

  long bytes() {
    return elements() * type.size();
  }

  /// The shape as messages show it: `[60000, 28, 28]`.
  public String shapeText() {
    return text(shape);
  }

  private static String text(List<? extends Number> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
