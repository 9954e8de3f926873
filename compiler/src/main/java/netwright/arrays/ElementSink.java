package netwright.arrays;

import java.nio.ByteBuffer;

/// Takes the elements of an array.
@FunctionalInterface
public interface ElementSink {

  /// The element at `place` in row-major order is number `index` of `bytes`, which are of `type`. Each place comes once, in
  /// the order of the file.
  void put(long place, ElementType type, ByteBuffer bytes, int index);
}
