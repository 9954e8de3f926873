package netwright.loop;

/// A planned piece of memory: `length` elements of `space` from element `offset` on.
public record Buffer(Space space, int offset, int length) {

  @Override
  public String toString() {
    return space.name().toLowerCase(java.util.Locale.ROOT) + "[" + offset + " +" + length + "]";
  }
}
