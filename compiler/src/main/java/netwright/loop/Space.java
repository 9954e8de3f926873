package netwright.loop;

/// One of the flat arrays that a program works on.
public enum Space {
  /// Parameters, buffers and optimizer state, in `float[]`; lives as long as the network.
  PERSISTENT(ElementType.F32),
  /// The batch, activations and gradients, in `float[]`; its contents do not outlive a run.
  SCRATCH(ElementType.F32),
  /// Values in double precision (losses, counts, scalars of the optimizer), in `double[]`.
  WIDE(ElementType.F64),
  /// Scratch memory of sums, in `float[]`; each thread that works on a run has one of its own.
  LANES(ElementType.F32);

  private final ElementType element;

  Space(ElementType element) {
    this.element = element;
  }

  /// The type of the elements.
  public ElementType element() {
    return element;
  }
}
