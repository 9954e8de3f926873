package netwright.emit;

import netwright.loop.ElementType;

/// A load that starts some columns earlier has put its elements as many lanes further, so the loads do the permuting, and what is
/// left is to take some lanes of each. Without AVX-512 a permutation of two vectors is three or more instructions, of which those of
/// 256 bits take four cycles each on the first Zen.
///
/// Of F32 the last bit of the lanes is done in the registers: two rows next to each other, of two columns next to each other, swap
/// lanes by shifts of 64 bits. So a load serves two columns, and a square of four takes eight loads, eight choices of lanes and four
/// shifts. One of eight takes as many for each element, of vectors twice as wide, and of these the first Zen does one half after the other.
///
/// All loads are of elements within the square's first and last one: row r is read from column -r on at the earliest, and to as many
/// columns behind the last one as there are rows to come.
final class TransposeByLoads implements LaneTranspose {
  /// The rows and columns of a square, whose rows are 128 bits of F32.
  static final int LANES = 4;

  private static final int HALF_OF_LONG = 32;

  private final VectorCode vectors;
  private final int lanes;

  /// Neighbouring lanes that come from one load: two of F32, one of F64.
  private final int group;

  /// Masks of the lanes below 1, 2, … groups.
  private final int[] below;

  private final int odd;

  /// Writes what does not depend on the square; a loop over squares comes after it.
  TransposeByLoads(MethodEmitter method, VectorCode vectors) {
    this.vectors = vectors;
    this.lanes = vectors.lanes();
    this.group = method.elements() == ElementType.F32 ? 2 : 1;
    this.below = new int[lanes / group];
    for (int number = 1; number < below.length; number++) {
      vectors.species();
      method.code().constant(0);
      method.code().constant(number * group);
      vectors.maskBelow();
      below[number] = vectors.keep();
    }
    this.odd = group == 2 ? oddLanes() : 0;
  }

  private int oddLanes() {
    vectors.laneNumbers(0, 1);
    vectors.intConstant(1);
    vectors.ints("and");
    vectors.comparison("EQ");
    vectors.intConstant(1);
    vectors.compare(ElementType.I32);
    return vectors.keep();
  }

  @Override
  public VectorCode vectors() {
    return vectors;
  }

  @Override
  public void write(Source source, Target target) {
    for (int column = 0; column < lanes; column += group) {
      if (group == 1) {
        gather(source, 0, column);
        target.store(column);
      } else {
        pair(source, target, column);
      }
    }
  }

  /// The columns `column` and the next one, of which all even rows come from one vector, and all odd ones from another.
  private void pair(Source source, Target target, int column) {
    gather(source, 0, column);
    int even = vectors.keep();
    gather(source, 1, column);
    int next = vectors.keep();
    vectors.push(even);
    vectors.push(next);
    vectors.shiftLongs("LSHL", HALF_OF_LONG);
    chooseOdd();
    target.store(column);
    vectors.push(even);
    vectors.shiftLongs("LSHR", HALF_OF_LONG);
    vectors.push(next);
    chooseOdd();
    target.store(column + 1);
  }

  private void chooseOdd() {
    vectors.push(odd);
    vectors.blend(vectors.element());
  }

  /// Pushes what rows `first`, `first + group`, … have in the group of columns from `column` on, each row's in lanes of its own.
  private void gather(Source source, int first, int column) {
    for (int number = below.length - 1; number >= 0; number--) {
      vectors.species();
      source.push(first + number * group, column - number * group);
      vectors.load();
      if (number < below.length - 1) {
        vectors.push(below[number + 1]);
        vectors.blend(vectors.element());
      }
    }
  }
}
