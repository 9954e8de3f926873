package netwright.driver;

/// Someone's wish that a training writes a last checkpoint and ends.
public final class Interruption {
  private volatile boolean requested;

  /// Makes the wish. The training ends after the step that it is at.
  public void request() {
    requested = true;
  }

  /// Whether someone has made the wish.
  public boolean isRequested() {
    return requested;
  }
}
