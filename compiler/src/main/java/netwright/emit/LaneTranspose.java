package netwright.emit;

/// How a square of as many rows as a vector has lanes is transposed. What does not depend on the square is written when the transpose
/// is made, and a loop over squares comes after that.
sealed interface LaneTranspose permits TransposeByPermutation, TransposeByLoads {

  /// Pushes the array and the position of the element of row `row` that is `steps` behind the square's first column.
  interface Source {
    void push(int row, int steps);
  }

  /// Pops a vector, the square's column number `column`, to where it belongs.
  interface Target {
    void store(int column);
  }

  /// The one that is fastest with the registers of the class that `method` is written for, whose vectors have `lanes` lanes.
  static LaneTranspose of(MethodEmitter method, int lanes) {
    return method.owner().lanes().hasMoreRegisters()
        ? new TransposeByPermutation(method.code(), VectorCode.of(method, lanes))
        : new TransposeByLoads(method, VectorCode.of(method, TransposeByLoads.LANES));
  }

  /// What a row of a square is.
  VectorCode vectors();

  /// Writes the code for one square whose rows come from `source`, and whose columns go to `target`.
  void write(Source source, Target target);
}
