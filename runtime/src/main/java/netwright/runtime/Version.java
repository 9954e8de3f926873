package netwright.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Weights that never change, what their file says, and the memories around them.
///
/// A memory that a call leaves is there for the next one, so after as many calls at a time as there will be, none is made any
/// more. Each thread begins to look for one at a place of its own.
final class Version {
  final Persistent weights;
  final Map<String, String> metadata;
  final Map<String, List<String>> labels;
  private final ProgramSpec spec;
  private volatile Call[] calls;

  /// @param memories how many there are from the start
  Version(
      Persistent weights,
      Map<String, String> metadata,
      Map<String, List<String>> labels,
      ProgramSpec spec,
      int memories) {
    this.weights = weights;
    this.metadata = metadata;
    this.labels = labels;
    this.spec = spec;
    this.calls = new Call[memories];
    for (int i = 0; i < memories; i++) {
      calls[i] = new Call(this, spec.memory(weights));
      calls[i].leave();
    }
  }

  /// How many memories there are.
  int memories() {
    return calls.length;
  }

  /// A memory for this thread alone, until it leaves it.
  Call take() {
    Call[] all = calls;
    if (all.length > 0) {
      int start = (int) Thread.currentThread().threadId() & Integer.MAX_VALUE;
      int place = all.length == 1 ? 0 : start % all.length;
      for (int i = 0; i < all.length; i++) {
        if (all[place].take()) {
          return all[place];
        }
        place = place + 1 < all.length ? place + 1 : 0;
      }
    }
    return more();
  }

  /// One more memory, which is in use.
  private synchronized Call more() {
    Call call = new Call(this, spec.memory(weights));
    Call[] all = Arrays.copyOf(calls, calls.length + 1);
    all[all.length - 1] = call;
    calls = all;
    return call;
  }
}
