package netwright.loop;

/// A loop variable; unique within its kernel by its name.
public record Index(String name) {

  @Override
  public String toString() {
    return name;
  }
}
