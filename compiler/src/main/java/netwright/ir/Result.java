package netwright.ir;

/// What a run of a graph leaves behind.
public sealed interface Result {

  /// The node whose value it is.
  Node node();

  /// The name under which it is found.
  String name();

  /// The same result, computed by another node.
  Result with(Node other);

  /// A value to read after the run: a loss, a metric, an output.
  record Value(String name, Node node) implements Result {
    @Override
    public Result with(Node other) {
      return new Value(name, other);
    }
  }

  /// The new value of the variable `name`. All assignments take effect together, at the end of the run.
  record Assignment(String name, Node node) implements Result {
    @Override
    public Result with(Node other) {
      return new Assignment(name, other);
    }
  }
}
