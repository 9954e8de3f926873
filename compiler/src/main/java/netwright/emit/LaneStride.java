package netwright.emit;

/// How elements that lie a small stride apart become a vector: as many vectors as the stride are read. What does not depend on
/// where they are is written when the stride is made, and loops over them come after that.
sealed interface LaneStride permits StrideByPermutation, StrideByLoads {

  /// Pushes the array and the position that is `more` elements behind the first one.
  interface Source {
    void push(int more);
  }

  /// The one that is fastest with the registers of the class that `method` is written for.
  static LaneStride of(MethodEmitter method, VectorCode vectors, int stride) {
    return method.owner().lanes().hasMoreRegisters()
        ? new StrideByPermutation(method, vectors, stride)
        : new StrideByLoads(vectors, stride);
  }

  /// Pushes the elements of `source` that are `stride` apart.
  void push(Source source);
}
