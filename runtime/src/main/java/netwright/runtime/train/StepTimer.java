package netwright.runtime.train;

import java.util.Arrays;

/// How long a step takes once the code is warm. Remembers the last epochs only, so that a long training costs no memory.
final class StepTimer {
  private static final int REMEMBERED = 4096;

  private final long[] epochNanos;
  private int epochs;

  StepTimer(int mostEpochs) {
    epochNanos = new long[Math.min(mostEpochs, REMEMBERED)];
  }

  /// Notes the duration of one more epoch, or what it would be if only a part was run.
  void add(long nanos) {
    epochNanos[epochs++ % epochNanos.length] = nanos;
  }

  /// The microseconds of a step in the median epoch of the second half, or of the last ones if that is longer ago; NaN if
  /// none was noted.
  double stepMicros(int stepsPerEpoch) {
    if (epochs == 0) {
      return Double.NaN;
    }
    int counted = Math.min(Math.ceilDiv(epochs, 2), epochNanos.length);
    // Objects: the sort of numbers comes with lambdas, for which a short program would wait 5 ms.
    Long[] latest = new Long[counted];
    for (int i = 0; i < counted; i++) {
      latest[i] = epochNanos[(epochs - 1 - i) % epochNanos.length];
    }
    Arrays.sort(latest);
    return latest[counted / 2] / 1e3 / stepsPerEpoch;
  }
}
