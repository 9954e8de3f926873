package netwright.runtime.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Values of one input or target that lie in a file, of which the system keeps in memory what it has room for.
///
/// @param floats the values in the machine's own byte order, sample after sample
/// @param size elements of a sample
/// @param which the places of the samples in the file; absent if they are all samples, in order
public record FileValues(MemorySegment floats, int size, Optional<int[]> which) {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// All samples in `floats`.
  public FileValues(MemorySegment floats, int size) {
    this(floats, size, Optional.empty());
  }

  /// The number of samples.
  public int rows() {
    return which.isPresent()
        ? which.get().length
        : Math.toIntExact(floats.byteSize() / Float.BYTES / size);
  }

  /// Element `element` of sample `row`.
  public float get(int row, int element) {
    return floats.getAtIndex(FLOAT, place(row) + element);
  }

  /// Changes an element.
  public void set(int row, int element, float value) {
    floats.setAtIndex(FLOAT, place(row) + element, value);
  }

  /// The samples with these numbers, in this order; they stay where they are.
  public FileValues select(int... rows) {
    int[] places = rows.clone();
    if (which.isPresent()) {
      for (int i = 0; i < places.length; i++) {
        places[i] = which.get()[rows[i]];
      }
    }
    return new FileValues(floats, size, Optional.of(places));
  }

  /// Copies the samples `order[from]`, … `order[from + count - 1]` to `target`, from `to` on.
  void gather(int[] order, int from, int count, float[] target, int to) {
    for (int i = 0; i < count; i++) {
      copy(order[from + i], target, to + i * size);
    }
  }

  /// Copies the samples `from`, … `from + count - 1` to `target`, from `to` on.
  void copy(int from, int count, float[] target, int to) {
    for (int i = 0; i < count; i++) {
      copy(from + i, target, to + i * size);
    }
  }

  private void copy(int row, float[] target, int to) {
    MemorySegment.copy(floats, FLOAT, place(row) * Float.BYTES, target, to, size);
  }

  private long place(int row) {
    return (which.isPresent() ? which.get()[row] : row) * (long) size;
  }
}
