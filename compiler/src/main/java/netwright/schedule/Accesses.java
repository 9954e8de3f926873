package netwright.schedule;

import java.util.Set;
import netwright.loop.Buffer;
import netwright.loop.LoopKernel;

/// What a kernel loads and stores.
record Accesses(Set<Buffer> read, Set<Buffer> written) {
  static Accesses of(LoopKernel kernel) {
    return new Accesses(Loops.read(kernel.body()), Loops.written(kernel.body()));
  }

  /// Whether it matters which of the two runs first.
  boolean isTiedTo(Accesses other) {
    return overlap(written, other.written)
        || overlap(written, other.read)
        || overlap(read, other.written);
  }

  private static boolean overlap(Set<Buffer> some, Set<Buffer> others) {
    return some.stream().anyMatch(buffer -> others.stream().anyMatch(buffer::overlaps));
  }
}
