package netwright.fuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Elementwise;
import netwright.op.Move;
import netwright.op.Reduce;

/// Joins each elementwise node with the kernel that computes one of its inputs, where both run over the same points and
/// no third kernel has to come in between. What only a reduction reads is computed on the way in.
///
/// Fusion moves no rounding and no sum: the bits are those of the graph.
public final class Fusion {
  private static final Comparator<Node> LATEST_FIRST = Comparator.comparingInt(Node::id).reversed();

  private final Graph graph;
  private final Map<Node, List<Node>> users = new HashMap<>();
  private final Set<Node> computed = new LinkedHashSet<>();
  private final Map<Node, Node> onTheWay = new HashMap<>();
  private final Map<Node, Cluster> clusters = new HashMap<>();

  private Fusion(Graph graph) {
    this.graph = graph;
  }

  /// The kernels of `source`.
  public static KernelGraph fuse(Graph source) {
    Graph graph = Materialise.apply(source);
    Fusion fusion = new Fusion(graph);
    fusion.collect();
    fusion.computeOnTheWay();
    fusion.formClusters();
    fusion.merge();
    fusion.recompute();
    fusion.joinUpdates();
    return new KernelGraph(
        graph, KernelOrder.of(graph, new LinkedHashSet<>(fusion.clusters.values())));
  }

  private void collect() {
    for (Node node : graph.nodes()) {
      node.inputs()
          .forEach(input -> users.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
      if (Views.computes(node)) {
        computed.add(node);
      }
    }
  }

  /// An elementwise node whose only users are one reduction, or nodes computed on the way into it.
  private void computeOnTheWay() {
    Set<Node> results = new HashSet<>();
    graph.results().stream().map(Result::node).forEach(results::add);
    Map<Node, Integer> counts = new HashMap<>();
    for (Node node : graph.nodes().reversed()) {
      List<Node> readers = users.getOrDefault(node, List.of());
      if (node.op() instanceof Elementwise && !results.contains(node) && !readers.isEmpty()) {
        Node reduction = reductionAfter(readers.getFirst());
        if (reduction != null
            && counts.getOrDefault(reduction, 0) < Cluster.LARGEST_PROLOGUE
            && leadOnlyTo(reduction, readers)) {
          onTheWay.put(node, reduction);
          counts.merge(reduction, 1, Integer::sum);
        }
      }
    }
  }

  private boolean leadOnlyTo(Node reduction, List<Node> readers) {
    for (Node reader : readers) {
      if (reductionAfter(reader) != reduction
          || reader != reduction && !(reader.op() instanceof Elementwise)) {
        return false;
      }
    }
    return true;
  }

  private Node reductionAfter(Node user) {
    return user.op() instanceof Reduce ? user : onTheWay.get(user);
  }

  private void formClusters() {
    for (Node node : computed) {
      if (!onTheWay.containsKey(node)) {
        clusters.put(node, new Cluster(node));
      }
    }
    Map<Node, List<Node>> prologues = new HashMap<>();
    for (Node node : computed) {
      if (onTheWay.containsKey(node)) {
        prologues.computeIfAbsent(onTheWay.get(node), _ -> new ArrayList<>()).add(node);
      }
    }
    prologues.forEach((reduction, prologue) -> clusters.get(reduction).computeOnTheWay(prologue));
    computed.forEach(this::connect);
  }

  private void connect(Node node) {
    Cluster reader = clusterOf(node);
    for (Node input : node.inputs()) {
      Node source = Move.base(input);
      if (computed.contains(source) && clusterOf(source) != reader) {
        boolean samePoint =
            source == input && node.op() instanceof Elementwise && !onTheWay.containsKey(node);
        reader.readsFrom(clusterOf(source), samePoint);
      }
    }
  }

  private Cluster clusterOf(Node node) {
    return clusters.get(onTheWay.getOrDefault(node, node));
  }

  private void merge() {
    for (Node node : computed) {
      if (node.op() instanceof Elementwise && !onTheWay.containsKey(node)) {
        List<Node> inputs = new ArrayList<>(node.inputs());
        inputs.sort(LATEST_FIRST);
        for (Node input : inputs) {
          if (computed.contains(input)) {
            merge(clusterOf(input), clusterOf(node));
          }
        }
      }
    }
  }

  private void recompute() {
    Recomputation recomputation = new Recomputation(graph, users, clusters);
    List.copyOf(computed).reversed().forEach(recomputation::move);
  }

  /// Joins the optimizer's update of a large weight with the contraction that computes its gradient, which then never goes
  /// to memory as a whole.
  private void joinUpdates() {
    for (Node node : computed) {
      Cluster producer = clusterOf(node);
      producer.update().ifPresent(update -> absorb(producer, update));
    }
  }

  private void merge(Cluster producer, Cluster consumer) {
    if (producer != consumer && producer.accepts(consumer)) {
      absorb(producer, consumer);
    }
  }

  private void absorb(Cluster producer, Cluster consumer) {
    producer.absorb(consumer);
    consumer.nodes().forEach(node -> clusters.put(node, producer));
  }
}
