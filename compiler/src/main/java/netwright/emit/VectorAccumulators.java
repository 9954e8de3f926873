package netwright.emit;

import netwright.loop.Buffer;

/// Accumulators that are vectors of elements: as many sums side by side as a vector has lanes.
final class VectorAccumulators implements Accumulators {
  /// The memory that sixteen vectors of any length fit in.
  static final int MEMORY = 256;

  private static final int LARGEST_UNROLLED = 900;

  private final MethodEmitter method;
  private final VectorCode vectors;
  private final Buffer memory;

  VectorAccumulators(MethodEmitter method, VectorCode vectors, Buffer memory) {
    this.method = method;
    this.vectors = vectors;
    this.memory = memory;
  }

  @Override
  public void zero() {
    vectors.zero();
  }

  @Override
  public int keep() {
    return vectors.keep();
  }

  @Override
  public void push(int variable) {
    vectors.push(variable);
  }

  @Override
  public void pop(int variable) {
    vectors.pop(variable);
  }

  @Override
  public void add() {
    vectors.lanewise("add", 2);
  }

  @Override
  public int width() {
    return vectors.lanes();
  }

  @Override
  public Buffer memory() {
    return memory;
  }

  @Override
  public void load(Runnable position) {
    vectors.species();
    method.code().array(memory.space());
    position.run();
    vectors.load();
  }

  @Override
  public void store(Runnable position) {
    method.code().array(memory.space());
    position.run();
    vectors.store();
  }

  @Override
  public int largestUnrolled() {
    return LARGEST_UNROLLED;
  }
}
