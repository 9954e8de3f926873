package netwright.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/// The memory of one call of a predictor, and the weights that it is of.
public final class Call {
  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int FEW = 8;

  final Version version;
  final Memory memory;
  private final AtomicInteger state = new AtomicInteger(BUSY);

  /// In use, from the start.
  Call(Version version, Memory memory) {
    this.version = version;
    this.memory = memory;
  }

  /// Takes it, if no other call has it.
  boolean take() {
    return state.getPlain() == IDLE && state.compareAndSet(IDLE, BUSY);
  }

  /// Leaves it to others, with all that was written.
  void leave() {
    state.setRelease(IDLE);
  }

  /// Copies a part of an array to the memory or from it. A few numbers go one by one: a call of the JVM's own copy takes some
  /// five nanoseconds, a tenth of a small prediction.
  static void copy(float[] from, int start, float[] to, int place, int count) {
    if (count > FEW) {
      System.arraycopy(from, start, to, place, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[place + i] = from[start + i];
    }
  }
}
