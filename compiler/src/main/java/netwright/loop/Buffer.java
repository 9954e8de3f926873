package netwright.loop;

import java.util.Locale;

/// A planned piece of memory: `length` elements of `space` from element `offset` on.
public record Buffer(Space space, int offset, int length) {

  /// Whether both hold some element.
  public boolean overlaps(Buffer other) {
    return space == other.space
        && offset < other.offset + other.length
        && other.offset < offset + length;
  }

  /// Whether it is a part of `other`.
  public boolean isIn(Buffer other) {
    return space == other.space
        && offset >= other.offset
        && offset + length <= other.offset + other.length;
  }

  @Override
  public String toString() {
    return space.name().toLowerCase(Locale.ROOT) + "[" + offset + " +" + length + "]";
  }
}
