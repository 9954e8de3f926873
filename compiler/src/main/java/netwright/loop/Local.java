package netwright.loop;

/// A value with a name, assigned once; unique within its kernel by its name.
public record Local(String name, ElementType type) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Local local && type == local.type && name.equals(local.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
