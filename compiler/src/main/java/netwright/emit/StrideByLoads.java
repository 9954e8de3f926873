package netwright.emit;

import java.util.stream.IntStream;
import netwright.loop.ElementType;

/// Loads put all elements into lanes of their own, a choice of lanes joins them, and one permutation puts them in order, unless they are
/// neighbours. Without AVX-512 a permutation of two vectors is two permutations and a choice.
///
/// Element i is `stride · i` behind the first one, in lane `stride · i mod lanes` of a vector that starts at a multiple of the lanes. These
/// lanes are the multiples of g, the greatest common divisor of the stride and the lanes, over and over, g times. So the loads of the
/// second time start an element earlier, those of the third time two, and so on: no element is in a lane that another one has.
///
/// Nothing is read before the first element, but up to `stride` - 1 elements behind the last one, which have to be there.
final class StrideByLoads implements LaneStride {
  private final VectorCode vectors;
  private final int stride;
  private final int lanes;
  private final int times;

  /// The numbers of the loads that bring elements: not all do if the stride is longer than a vector.
  private final int[] used;

  /// Masks of the lanes that the second of these and those after it bring.
  private final int[] brought;

  private final int order;

  /// Writes what does not depend on where the elements are.
  StrideByLoads(VectorCode vectors, int stride) {
    this.vectors = vectors;
    this.stride = stride;
    this.lanes = vectors.lanes();
    this.times = Math.min(Integer.lowestOneBit(stride), lanes);
    int[] loads = new int[lanes];
    int[] places = new int[lanes];
    for (int element = 0; element < lanes; element++) {
      int load = stride * element / lanes;
      places[element] = stride * element % lanes + earlier(load);
      loads[places[element]] = load;
    }
    this.used = IntStream.of(loads).distinct().sorted().toArray();
    this.brought = new int[used.length];
    for (int i = 1; i < used.length; i++) {
      vectors.table(loads);
      vectors.comparison("EQ");
      vectors.intConstant(used[i]);
      vectors.compareInts();
      brought[i] = vectors.keep();
    }
    vectors.table(places);
    this.order = vectors.keep();
  }

  /// How many elements earlier than a multiple of the lanes load `number` starts.
  private int earlier(int number) {
    return number / (stride / times);
  }

  @Override
  public void push(Source source) {
    for (int i = 0; i < used.length; i++) {
      vectors.species();
      source.push(used[i] * lanes - earlier(used[i]));
      vectors.load();
      vectors.bits();
      if (i > 0) {
        vectors.push(brought[i]);
        vectors.blend(ElementType.I32);
      }
    }
    if (used.length > 1) {
      int joined = vectors.keep();
      vectors.push(order);
      vectors.push(joined);
      vectors.select();
    }
    vectors.fromBits();
  }
}
