package netwright.loop;

/// One of the flat arrays that a program works on.
public enum Space {
  /// Parameters, buffers and optimizer state of a network in f32, in `float[]`; lives as long as the network.
  PERSISTENT(ElementType.F32),
  /// The batch, activations and gradients, in `float[]`; its contents do not outlive a run.
  SCRATCH(ElementType.F32),
  /// Values in double precision (losses, counts, scalars of the optimizer; all values of a network in f64), in
  /// `double[]`.
  WIDE(ElementType.F64),
  /// Scratch memory of sums, in `float[]`; each thread that works on a run has one of its own. Nothing in it outlives a run but the
  /// [LoopProgram#direction].
  LANES(ElementType.F32),
  /// What [#PERSISTENT] is to a network in f32, in `double[]`; a program has one of the two.
  WIDE_PERSISTENT(ElementType.F64);

  /// Bytes of a line of the caches.
  private static final int LINE = 64;

  /// Bytes before an array's first element. Where an array itself starts with a line, as large ones do in the G1 collector's memory
  /// and all do with `-XX:ObjectAlignmentInBytes=64`, its elements do not.
  private static final int HEADER = 16;

  private final ElementType element;

  Space(ElementType element) {
    this.element = element;
  }

  /// Whether its contents outlive a run.
  public boolean isPersistent() {
    return this == PERSISTENT || this == WIDE_PERSISTENT;
  }

  /// The first element, from `offset` on, that starts a line of the caches if the array does. A vector of 512 bits that lies across
  /// two lines takes two accesses.
  public int nextLine(int offset) {
    int bytes = element == ElementType.F64 ? Double.BYTES : Float.BYTES;
    int elements = LINE / bytes;
    int first = (LINE - HEADER) / bytes;
    int lines = Math.ceilDiv(Math.subtractExact(offset, first), elements);
    return Math.addExact(first, Math.multiplyExact(lines, elements));
  }

  /// The type of the elements.
  public ElementType element() {
    return element;
  }
}
