package netwright.loop;

/// A loop variable; unique within its kernel by its name.
public record Index(String name) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Index index && name.equals(index.name);
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
