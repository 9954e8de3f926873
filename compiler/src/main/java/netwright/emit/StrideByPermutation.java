package netwright.emit;

import netwright.loop.ElementType;

/// Each of the vectors brings its share by a permutation that takes each lane from either of two vectors, which with 32 registers is
/// one instruction.
final class StrideByPermutation implements LaneStride {
  private final VectorCode vectors;
  private final int stride;

  /// The first of the variables with permutations.
  private final int permutations;

  /// Vector `number` of those read holds the elements from `number · lanes` on, so lane `l` is in it if `stride · l` is.
  StrideByPermutation(MethodEmitter method, VectorCode vectors, int stride) {
    this.vectors = vectors;
    this.stride = stride;
    this.permutations = method.code().newSlots(stride - 1);
    for (int number = 1; number < stride; number++) {
      vectors.laneNumbers(0, number == 1 ? stride : 1);
      if (number > 1) {
        vectors.laneNumbers((1 - number) * vectors.lanes(), stride);
        vectors.laneNumbers(0, stride);
        vectors.comparison("GE");
        vectors.intConstant(number * vectors.lanes());
        vectors.compareInts();
        vectors.blend(ElementType.I32);
      }
      vectors.pop(permutations + number - 1);
    }
  }

  @Override
  public void push(Source source) {
    part(source, 0);
    for (int number = 1; number < stride; number++) {
      int before = vectors.keep();
      vectors.push(permutations + number - 1);
      vectors.push(before);
      part(source, number);
      vectors.selectFromTwo();
    }
    vectors.fromBits();
  }

  private void part(Source source, int number) {
    vectors.species();
    source.push(number * vectors.lanes());
    vectors.load();
    vectors.bits();
  }
}
