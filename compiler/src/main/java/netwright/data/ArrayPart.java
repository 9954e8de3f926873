package netwright.data;

import netwright.arrays.StoredArray;

/// Some of the elements of each sample of an array.
///
/// @param called how messages call the array
/// @param from the first element, from 0
/// @param width how many
record ArrayPart(StoredArray array, String called, long from, long width) {

  /// All elements.
  static ArrayPart whole(StoredArray array, String called) {
    return new ArrayPart(array, called, 0, array.header().sampleSize());
  }

  int rows() {
    return array.header().rows();
  }

  boolean isWhole() {
    return width == array.header().sampleSize();
  }
}
