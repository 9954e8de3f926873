package netwright.fuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.Reduce;

/// A kernel in the making.
final class Cluster {
  /// The most nodes of an epilogue after a contraction: more would spill its register tile.
  private static final int LARGEST_EPILOGUE = 12;

  /// The most nodes that are computed on the way into a reduction.
  static final int LARGEST_PROLOGUE = 32;

  /// The most nodes of a kernel: more would make its method too large to be compiled.
  private static final int LARGEST = 64;

  /// The most nodes of an update after a contraction, in which sums wait in memory.
  private static final int LARGEST_UPDATE = 32;

  /// The fewest elements of a matrix that is updated as soon as rows of its gradient are known. The gradients of smaller
  /// ones stay in the caches.
  private static final int LEAST_UPDATED = 1 << 17;

  private static final int LEAST_COLUMNS_UPDATED = 64;

  private final List<Node> before = new ArrayList<>();
  private final Node first;
  private final List<Node> nodes = new ArrayList<>();

  /// Clusters that this one reads from, and those that read from it.
  private final Set<Cluster> producers = new HashSet<>();

  private final Set<Cluster> consumers = new HashSet<>();

  /// Consumers that read a value of this cluster at other points than their own.
  private final Set<Cluster> distant = new HashSet<>();

  Cluster(Node first) {
    this.first = first;
    nodes.add(first);
  }

  TensorType domain() {
    return first.type();
  }

  /// The node that the others come after.
  Node first() {
    return first;
  }

  /// The smallest number of a node: an order for ties.
  int position() {
    return first.id();
  }

  /// The smallest number of a node that others may read; what is computed on the way into a reduction comes before it.
  int begin() {
    return nodes.getFirst().id();
  }

  /// The largest number of a node.
  int end() {
    return nodes.getLast().id();
  }

  List<Node> nodes() {
    return nodes;
  }

  Set<Cluster> producers() {
    return producers;
  }

  Set<Cluster> consumers() {
    return consumers;
  }

  void computeOnTheWay(List<Node> prologue) {
    before.addAll(prologue);
  }

  void readsFrom(Cluster producer, boolean samePoint) {
    producers.add(producer);
    producer.consumers.add(this);
    if (!samePoint) {
      producer.distant.add(this);
    }
  }

  /// Whether `consumer`, which reads from this cluster, may become part of it. Those after it have not been asked for yet.
  boolean accepts(Cluster consumer) {
    boolean sameDomain =
        domain().shape().equals(consumer.domain().shape())
            && domain().batched() == consumer.domain().batched();
    return sameDomain
        && consumer.isMap()
        && !Views.isAlone(first)
        && !distant.contains(consumer)
        && before.size() + nodes.size() + consumer.nodes.size() <= LARGEST
        && allowsEpilogue(consumer)
        && !new WayAround(this, consumer).exists();
  }

  /// What is done with a large matrix that this contraction sums over the batch, if it is but one thing.
  Optional<Cluster> update() {
    return consumers.size() == 1
        ? Optional.of(consumers.iterator().next()).filter(this::acceptsUpdate)
        : Optional.empty();
  }

  private boolean acceptsUpdate(Cluster consumer) {
    return first.op() instanceof Contract contract
        && contract.result().indexOf(Contract.BATCH) < 0
        && nodes.size() == 1
        && isLarge(domain().shape())
        && domain().shape().equals(consumer.domain().shape())
        && consumer.isMap()
        && consumer.nodes.size() <= LARGEST_UPDATE
        && consumer.nodes.stream().allMatch(node -> node.op() instanceof Elementwise)
        && !distant.contains(consumer);
  }

  private static boolean isLarge(Shape shape) {
    return shape.rank() == 2
        && shape.elements() >= LEAST_UPDATED
        && shape.size(1) >= LEAST_COLUMNS_UPDATED;
  }

  private boolean isMap() {
    return !(first.op() instanceof Reduce)
        && !(first.op() instanceof Contract)
        && !Views.isAlone(first);
  }

  private boolean allowsEpilogue(Cluster consumer) {
    return switch (first.op()) {
      case Contract contract ->
          contract.result().indexOf(Contract.BATCH) >= 0
              && nodes.size() + consumer.nodes.size() <= LARGEST_EPILOGUE
              && consumer.nodes.stream().allMatch(node -> node.op() instanceof Elementwise);
      case Reduce reduce -> !reduce.batch() || domain().isScalar();
      default -> true;
    };
  }

  /// Takes in `consumer`, which is gone afterwards.
  void absorb(Cluster consumer) {
    nodes.addAll(consumer.nodes);
    nodes.sort(Comparator.comparingInt(Node::id));
    for (Cluster producer : consumer.producers) {
      producer.replaceConsumer(consumer, this);
    }
    for (Cluster next : consumer.consumers) {
      next.producers.remove(consumer);
      next.producers.add(this);
      consumers.add(next);
    }
    distant.addAll(consumer.distant);
    consumers.remove(this);
    producers.remove(this);
  }

  /// Whether `count` more elementwise nodes of this domain may be computed here.
  boolean hasRoomFor(int count) {
    int largest = first.op() instanceof Contract ? LARGEST_EPILOGUE : LARGEST;
    return !(first.op() instanceof Reduce) && before.size() + nodes.size() + count <= largest;
  }

  /// Leaves `moved` to `reader`, which reads from here before and after.
  void giveAway(Set<Node> moved, Cluster reader) {
    nodes.removeAll(moved);
    reader.nodes.addAll(moved);
    reader.nodes.sort(Comparator.comparingInt(Node::id));
  }

  private void replaceConsumer(Cluster old, Cluster replacement) {
    consumers.remove(old);
    boolean wasDistant = distant.remove(old);
    if (replacement != this) {
      consumers.add(replacement);
      replacement.producers.add(this);
      if (wasDistant) {
        distant.add(replacement);
      }
    }
  }

  Kernel kernel() {
    List<Node> after = nodes.stream().filter(node -> node != first).toList();
    return switch (first.op()) {
      case Reduce _ -> new Kernel.Reduction(before, first, after);
      case Contract _ -> new Kernel.Contraction(first, after);
      case Op _ when Views.isAlone(first) -> new Kernel.Alone(first);
      default -> new Kernel.Map(domain(), nodes);
    };
  }
}
