package netwright.loop;

/// A value with a name, assigned once; unique within its kernel by its name.
public record Local(String name, ElementType type) {

  @Override
  public String toString() {
    return name;
  }
}
