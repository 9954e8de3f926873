package netwright.plan;

/// When a buffer holds something that is still needed: from the kernel that writes it to the last that reads it, by
/// their numbers, both included.
///
/// @param size elements
public record Lifetime(int size, int first, int last) {

  /// Whether both are needed at some time.
  public boolean overlaps(Lifetime other) {
    return first <= other.last && other.first <= last;
  }
}
