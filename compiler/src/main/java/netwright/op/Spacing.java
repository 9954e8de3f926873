package netwright.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.ir.Shape;

/// Evenly spaced places of a large tensor, numbered by a small one: element `y` of the small tensor is at
///
/// ```
/// start[d] + Σ steps[j] · y[j]   over all j with axes[j] = d
/// ```
///
/// along axis `d` of the large one. With one axis of the small tensor for each of the large one that is a slice; with
/// two, a sliding window: one says which window, the other which element of it.
///
/// @param start where element 0 is, for each axis of the large tensor
/// @param axes for each axis of the small tensor, the axis of the large one along which it goes
/// @param steps how far apart neighbours are, at least 1
/// @param shape of the small tensor
public record Spacing(List<Integer> start, List<Integer> axes, List<Integer> steps, Shape shape) {

  public Spacing {
    start = List.copyOf(start);
    axes = List.copyOf(axes);
    steps = List.copyOf(steps);
  }

  /// Everything of `shape`.
  public static Spacing all(Shape shape) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(axis);
    }
    return new Spacing(
        axes.stream().map(_ -> 0).toList(), axes, axes.stream().map(_ -> 1).toList(), shape);
  }

  /// The same with `count` elements along `axis`, from `from` on, `step` apart.
  public Spacing slice(int axis, int from, int step, int count) {
    return new Spacing(
        with(start, axis, from),
        axes,
        with(steps, axis, step),
        new Shape(with(shape.sizes(), axis, count)));
  }

  /// The same with a window of `count` elements, `dilation` apart, in place of each element along `axis`; there are
  /// `places` windows, `step` apart. The elements of a window are a new last axis.
  public Spacing window(int axis, int places, int step, int count, int dilation) {
    return new Spacing(
        start,
        plus(axes, axis),
        plus(with(steps, axis, step), dilation),
        new Shape(plus(with(shape.sizes(), axis, places), count)));
  }

  private static List<Integer> with(List<Integer> list, int position, int value) {
    List<Integer> changed = new ArrayList<>(list);
    changed.set(position, value);
    return changed;
  }

  private static List<Integer> plus(List<Integer> list, int value) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(value);
    return longer;
  }

  /// Whether all places are inside a tensor of shape `large`.
  boolean fits(Shape large) {
    boolean orderly =
        start.size() == large.rank()
            && axes.size() == shape.rank()
            && steps.size() == shape.rank()
            && axes.stream().allMatch(axis -> axis >= 0 && axis < large.rank())
            && steps.stream().allMatch(step -> step >= 1)
            && start.stream().allMatch(from -> from >= 0);
    for (int axis = 0; orderly && axis < large.rank(); axis++) {
      orderly = last(axis) < large.size(axis);
    }
    return orderly;
  }

  private long last(int axis) {
    long last = start.get(axis);
    for (int i = 0; i < axes.size(); i++) {
      last += axes.get(i) == axis ? (long) steps.get(i) * (shape.size(i) - 1) : 0;
    }
    return last;
  }

  /// Whether two elements of the small tensor are at one place.
  public boolean overlaps() {
    for (int axis = 0; axis < start.size(); axis++) {
      Set<Integer> places = new HashSet<>(Set.of(start.get(axis)));
      long count = 1;
      for (int i = 0; i < axes.size(); i++) {
        if (axes.get(i) == axis) {
          places = moved(places, steps.get(i), shape.size(i));
          count *= shape.size(i);
        }
      }
      if (places.size() < count) {
        return true;
      }
    }
    return false;
  }

  private static Set<Integer> moved(Set<Integer> places, int step, int count) {
    Set<Integer> moved = new HashSet<>();
    for (int place : places) {
      for (int i = 0; i < count; i++) {
        moved.add(place + i * step);
      }
    }
    return moved;
  }

  /// How far apart in memory neighbours along each axis of the small tensor are, in a large one of shape `large`.
  public int[] strides(Shape large) {
    int[] strides = new int[axes.size()];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = steps.get(i) * large.strides()[axes.get(i)];
    }
    return strides;
  }

  /// Where element 0 is in the memory of a large tensor of shape `large`.
  public int offset(Shape large) {
    int offset = 0;
    for (int axis = 0; axis < start.size(); axis++) {
      offset += start.get(axis) * large.strides()[axis];
    }
    return offset;
  }

  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("start", start.toString());
    attributes.put("axes", axes.toString());
    attributes.put("steps", steps.toString());
    return attributes;
  }
}
