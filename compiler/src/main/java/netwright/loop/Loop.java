package netwright.loop;

/// A loop's head: `index` runs from 0 up to, not including, `extent`, ascending.
public record Loop(Index index, Extent extent) {

  @Override
  public String toString() {
    return index + " < " + extent;
  }
}
