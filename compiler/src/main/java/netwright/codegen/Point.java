package netwright.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Index;
import netwright.op.Spacing;

/// A point of a kernel's domain, in terms of its loops' indices: where a tensor is read or written.
sealed interface Point {

  /// Sample `row` (absent: the same for all samples) and the position along each axis.
  record Axes(Optional<Index> row, List<Affine> axes) implements Point {
    public Axes {
      axes = List.copyOf(axes);
    }

    /// The point from which a broadcast to this one's shape takes its element.
    Axes behindBroadcast(TensorType from) {
      int lead = axes.size() - from.shape().rank();
      List<Affine> inner = new ArrayList<>();
      for (int axis = 0; axis < from.shape().rank(); axis++) {
        inner.add(from.shape().size(axis) == 1 ? Affine.of(0) : axes.get(axis + lead));
      }
      return new Axes(from.batched() ? row : Optional.empty(), inner);
    }

    /// The same point of a tensor that differs in axes of size 1 only.
    Axes behindUnits(Shape here, Shape there) {
      List<Affine> inner = new ArrayList<>();
      int next = 0;
      for (int size : there.sizes()) {
        while (size != 1 && here.size(next) == 1) {
          next++;
        }
        inner.add(size == 1 ? Affine.of(0) : axes.get(next++));
      }
      return new Axes(row, inner);
    }

    /// The point that a transposition with this order takes to here.
    Axes behindTranspose(List<Integer> order) {
      Affine[] inner = new Affine[axes.size()];
      for (int axis = 0; axis < inner.length; axis++) {
        inner[order.get(axis)] = axes.get(axis);
      }
      return new Axes(row, Arrays.asList(inner));
    }

    /// The point from which a selection of `places` takes this one's element.
    Axes behindSelect(Spacing places) {
      List<Affine> inner = new ArrayList<>(places.start().stream().map(Affine::of).toList());
      for (int axis = 0; axis < axes.size(); axis++) {
        int to = places.axes().get(axis);
        inner.set(to, inner.get(to).plus(axes.get(axis), places.steps().get(axis)));
      }
      return new Axes(row, inner);
    }

    @Override
    public Affine element(TensorType type) {
      Affine element = Affine.of(0);
      int[] strides = type.shape().strides();
      for (int axis = 0; axis < strides.length; axis++) {
        element = element.plus(axes.get(axis), strides[axis]);
      }
      return type.batched() ? element.plus(row.orElseThrow(), type.shape().elements()) : element;
    }
  }

  /// Element `index` of a domain whose samples and axes are run through as one.
  record Flat(Index index) implements Point {
    @Override
    public Affine element(TensorType type) {
      return Affine.of(0).plus(index, 1);
    }
  }

  /// The position of this point's element in the memory of a tensor of type `type`, row-major, sample after sample.
  Affine element(TensorType type);
}
