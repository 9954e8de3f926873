package netwright.loop;

/// How often a loop runs.
public sealed interface Extent {

  /// A number known when compiling.
  record Fixed(int count) implements Extent {
    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /// `times` for each sample of the batch: `times · rows`, where `rows` is an argument of the kernel.
  record PerRow(int times) implements Extent {
    @Override
    public String toString() {
      return times == 1 ? "rows" : times + "*rows";
    }
  }
}
