package netwright.fuse;

import java.util.List;
import java.util.stream.Stream;
import netwright.ir.Node;
import netwright.ir.TensorType;

/// Nodes that are computed together, point by point of one domain. The value of each is at hand for those after it;
/// only what others need goes to memory.
public sealed interface Kernel {

  /// The points that the kernel runs over: a shape, for each sample if batched; the element type means nothing.
  TensorType domain();

  /// Everything computed here, in order.
  List<Node> nodes();

  /// Elementwise work.
  record Map(TensorType domain, List<Node> nodes) implements Kernel {
    public Map {
      nodes = List.copyOf(nodes);
    }
  }

  /// A reduction: `before`, elementwise over its input, is computed as it is read; `after` over its result.
  record Reduction(List<Node> before, Node root, List<Node> after) implements Kernel {
    public Reduction {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public TensorType domain() {
      return root.type();
    }

    @Override
    public List<Node> nodes() {
      return Stream.of(before, List.of(root), after).flatMap(List::stream).toList();
    }
  }

  /// A node with loops of its own, computed apart from all others: it leaves elements at places of their own choice,
  /// or compares each sample with the others.
  record Alone(Node root) implements Kernel {
    @Override
    public TensorType domain() {
      return root.type();
    }

    @Override
    public List<Node> nodes() {
      return List.of(root);
    }
  }

  /// A contraction and its epilogue, elementwise over the result.
  record Contraction(Node root, List<Node> epilogue) implements Kernel {
    public Contraction {
      epilogue = List.copyOf(epilogue);
    }

    @Override
    public TensorType domain() {
      return root.type();
    }

    @Override
    public List<Node> nodes() {
      return Stream.concat(Stream.of(root), epilogue.stream()).toList();
    }
  }
}
