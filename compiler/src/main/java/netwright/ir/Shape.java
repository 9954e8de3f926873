package netwright.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The sizes of a tensor's axes, for one sample; the batch axis is not among them.
public record Shape(List<Integer> sizes) {

  /// The shape `[]` of a single number.
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = List.copyOf(sizes);
  }

  /// The shape with these sizes.
  public static Shape of(int... sizes) {
    List<Integer> list = new ArrayList<>(sizes.length);
    for (int size : sizes) {
      list.add(size);
    }
    return new Shape(list);
  }

  /// The number of axes.
  public int rank() {
    return sizes.size();
  }

  /// The size of `axis`, counted from 0.
  public int size(int axis) {
    return sizes.get(axis);
  }

  /// The number of elements.
  ///
  /// @throws ArithmeticException if it is more than an `int` holds
  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /// This shape without the given axes.
  public Shape without(List<Integer> axes) {
    List<Integer> rest = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      if (!axes.contains(axis)) {
        rest.add(size(axis));
      }
    }
    return new Shape(rest);
  }

  /// This shape with the given axes of size 1.
  public Shape keeping(List<Integer> axes) {
    List<Integer> kept = new ArrayList<>(sizes);
    for (int axis : axes) {
      kept.set(axis, 1);
    }
    return new Shape(kept);
  }

  /// How far apart in memory neighbours along each axis are, row-major.
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride = Math.multiplyExact(stride, size(axis));
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && sizes.equals(shape.sizes);
  }

  @Override
  public int hashCode() {
    return sizes.hashCode();
  }

  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
