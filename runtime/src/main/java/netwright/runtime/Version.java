package netwright.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Weights that never change, what their file says, and the memories around them that no call is using now.
///
/// A memory that a call leaves is there for the next one, so after as many calls at a time as there will be, none is made any
/// more. The threads start to look for one in different places, those of the first sixteen in cache lines of their own.
final class Version {
  private static final int LINES = 16;
  private static final int PLACES = LINES * LINES;

  final Persistent weights;
  final Map<String, String> metadata;
  final Map<String, List<String>> labels;
  private final ProgramSpec spec;
  private final AtomicReferenceArray<Call> idle = new AtomicReferenceArray<>(PLACES);

  Version(
      Persistent weights,
      Map<String, String> metadata,
      Map<String, List<String>> labels,
      ProgramSpec spec) {
    this.weights = weights;
    this.metadata = metadata;
    this.labels = labels;
    this.spec = spec;
  }

  /// A memory for this thread alone, until it is given back.
  Call take() {
    int start = start();
    for (int i = 0; i < PLACES; i++) {
      int place = (start + i) & (PLACES - 1);
      Call call = idle.getAcquire(place);
      if (call != null && idle.compareAndSet(place, call, null)) {
        return call;
      }
    }
    return new Call(spec.memory(weights), this);
  }

  void giveBack(Call call) {
    int start = start();
    for (int i = 0; i < PLACES; i++) {
      int place = (start + i) & (PLACES - 1);
      if (idle.getPlain(place) == null && idle.compareAndSet(place, null, call)) {
        return;
      }
    }
  }

  private static int start() {
    int thread = (int) Thread.currentThread().threadId();
    return ((thread & (LINES - 1)) * LINES + thread / LINES) & (PLACES - 1);
  }
}
