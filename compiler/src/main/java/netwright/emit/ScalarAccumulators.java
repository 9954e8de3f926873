package netwright.emit;

import netwright.loop.Buffer;
import netwright.loop.ElementType;

/// Accumulators that are floats or doubles.
final class ScalarAccumulators implements Accumulators {
  private static final int LARGEST_UNROLLED = 1_600;

  private final MethodEmitter method;
  private final Code code;
  private final ElementType type;
  private final Buffer memory;

  ScalarAccumulators(MethodEmitter method, ElementType type, Buffer memory) {
    this.method = method;
    this.code = method.code();
    this.type = type;
    this.memory = memory;
  }

  @Override
  public void zero() {
    if (type == ElementType.F32) {
      code.constant(0f);
    } else {
      code.constant(0.0);
    }
  }

  @Override
  public int keep() {
    return method.keep(type);
  }

  @Override
  public void push(int variable) {
    code.load(type, variable);
  }

  @Override
  public void pop(int variable) {
    code.store(type, variable);
  }

  @Override
  public void add() {
    code.add(type);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public Buffer memory() {
    return memory;
  }

  @Override
  public void load(Runnable position) {
    code.array(memory.space());
    position.run();
    code.loadElement(type);
  }

  @Override
  public void store(Runnable position) {
    int value = keep();
    code.array(memory.space());
    position.run();
    push(value);
    code.storeElement(type);
  }

  @Override
  public int largestUnrolled() {
    return LARGEST_UNROLLED;
  }
}
