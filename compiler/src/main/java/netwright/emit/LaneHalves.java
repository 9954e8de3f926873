package netwright.emit;

/// How a tree of sums joins two vectors whose lanes are blocks of `2 · half` lanes: the first halves of all blocks are added to
/// the second ones, and what is left of both vectors is in one.
sealed interface LaneHalves permits HalvesByPermutation, HalvesBySwap {

  /// The one that is fastest with the registers of the class that `method` is written for.
  static LaneHalves of(MethodEmitter method, VectorCode vectors) {
    return method.owner().lanes().hasMoreRegisters()
        ? new HalvesByPermutation(method.code(), vectors)
        : new HalvesBySwap(vectors);
  }

  /// Which of as many sums as a vector has lanes is to be leaf `number` of the tree, for sum l to end up in lane l.
  int leaf(int number);

  /// Pushes the vector that the vectors in the variables `left` and `right`, of bits, become.
  void join(int half, int left, int right);
}
