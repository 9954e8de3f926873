package netwright.fuse;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.loop.Primitive;
import netwright.op.Elementwise;
import netwright.op.Move;
import netwright.op.Source;

/// Moves cheap elementwise work into the one kernel that reads it, where that needs nothing but a value which is in memory
/// anyway: computing `1 - y·y` again takes less than keeping it beside `y` from the forward to the backward pass.
final class Recomputation {
  /// The most nodes that are moved together.
  private static final int LARGEST = 6;

  private final Map<Node, List<Node>> users;
  private final Map<Node, Cluster> clusters;
  private final Set<Node> results = new HashSet<>();

  /// @param users the readers of each node
  /// @param clusters of all nodes that form domains; what is computed on the way into a reduction has none
  Recomputation(Graph graph, Map<Node, List<Node>> users, Map<Node, Cluster> clusters) {
    this.users = users;
    this.clusters = clusters;
    graph.results().stream().map(Result::node).forEach(results::add);
  }

  /// Moves `last`, and what only leads to it, if that can be moved.
  void move(Node last) {
    Cluster from = clusters.get(last);
    if (from == null || !isMovable(last, from)) {
      return;
    }
    Optional<Cluster> reader = onlyReader(last, from);
    if (reader.isEmpty()) {
      return;
    }
    Set<Node> moved = new HashSet<>();
    Set<Node> sources = new HashSet<>();
    moved.add(last);
    boolean found = collect(last, from, moved, sources);
    if (found && sources.size() == 1 && reader.get().hasRoomFor(moved.size())) {
      from.giveAway(moved, reader.get());
      moved.forEach(node -> clusters.put(node, reader.get()));
    }
  }

  /// The kernel that alone reads `node`, at the same point, and is not its own.
  private Optional<Cluster> onlyReader(Node node, Cluster from) {
    Set<Cluster> readers = new HashSet<>();
    for (Node user : users.getOrDefault(node, List.of())) {
      Cluster reader = clusters.get(user);
      if (reader == null || reader == from || !(user.op() instanceof Elementwise)) {
        return Optional.empty();
      }
      readers.add(reader);
    }
    return readers.size() == 1 ? Optional.of(readers.iterator().next()) : Optional.empty();
  }

  private boolean isMovable(Node node, Cluster from) {
    return node.op() instanceof Elementwise operation
        && operation.primitive().filter(Recomputation::isCheap).isPresent()
        && clusters.get(node) == from
        && node != from.first()
        && !results.contains(node);
  }

  /// Adds to `moved` what only its nodes read, back to the values of `from` that are in memory: `sources`. False if there
  /// is something on the way that has to stay.
  private boolean collect(Node node, Cluster from, Set<Node> moved, Set<Node> sources) {
    return node.inputs().stream().allMatch(input -> collectInput(input, from, moved, sources));
  }

  private boolean collectInput(Node input, Cluster from, Set<Node> moved, Set<Node> sources) {
    Node base = Move.base(input);
    if (base.op() instanceof Source.Constant) {
      return true;
    }
    if (base != input || clusters.get(base) != from) {
      return false;
    }
    if (isStored(base)) {
      sources.add(base);
      return true;
    }
    return isMovable(base, from)
        && users.get(base).stream().allMatch(moved::contains)
        && moved.size() < LARGEST
        && (!moved.add(base) || collect(base, from, moved, sources));
  }

  /// Whether `node` goes to memory whatever becomes of its elementwise readers.
  private boolean isStored(Node node) {
    return results.contains(node)
        || users.get(node).stream().anyMatch(user -> !(user.op() instanceof Elementwise));
  }

  private static boolean isCheap(Primitive primitive) {
    return switch (primitive) {
      case ADD, SUBTRACT, MULTIPLY, NEGATE, ABSOLUTE -> true;
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL, SELECT -> true;
      default -> false;
    };
  }
}
