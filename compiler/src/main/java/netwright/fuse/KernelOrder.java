package netwright.fuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Move;
import netwright.op.Source;

/// Puts kernels into an order: each after those it reads from and, wherever that is possible, one that computes the new
/// value of a variable after all that read the old one, so that the value can be written in place.
///
/// A variable is updated as soon as it can be, for then its gradient is still in the nearest cache, and its memory free
/// for the next one. Numbers that need nothing from the batch, such as an optimizer's rates, come before all else, so that
/// no update waits for them.
final class KernelOrder {
  private static final int NUMBER = 0;
  private static final int UPDATE = 1;
  private static final int GRADIENT = 2;
  private static final int OTHER = 3;

  private final Map<Cluster, Set<Cluster>> waitsFor = new HashMap<>();
  private final Set<Cluster> updates = new HashSet<>();
  private final Map<Cluster, Integer> ranks = new HashMap<>();
  private final List<Cluster> order = new ArrayList<>();

  private KernelOrder() {}

  static List<Kernel> of(Graph graph, Set<Cluster> clusters) {
    KernelOrder order = new KernelOrder();
    clusters.forEach(cluster -> order.waitsFor.put(cluster, new HashSet<>(cluster.producers())));
    Map<Cluster, Set<Cluster>> overwriting = order.waitForReaders(graph, clusters);
    clusters.stream()
        .sorted(Comparator.comparingInt(Cluster::position))
        .forEach(cluster -> order.ranks.put(cluster, order.rank(cluster)));
    order.sort(overwriting);
    return order.order.stream().map(Cluster::kernel).toList();
  }

  private Map<Cluster, Set<Cluster>> waitForReaders(Graph graph, Set<Cluster> clusters) {
    Map<String, Set<Cluster>> readers = new HashMap<>();
    Map<Node, Cluster> owners = new HashMap<>();
    for (Cluster cluster : clusters) {
      for (Node node : cluster.kernel().nodes()) {
        owners.put(node, cluster);
        for (Node input : node.inputs()) {
          if (Move.base(input).op() instanceof Source.Variable variable) {
            readers.computeIfAbsent(variable.identifier(), _ -> new HashSet<>()).add(cluster);
          }
        }
      }
    }
    Map<Cluster, Set<Cluster>> added = new HashMap<>();
    for (Result result : graph.results()) {
      Cluster writer = owners.get(result.node());
      if (result instanceof Result.Assignment && writer != null) {
        updates.add(writer);
        for (Cluster reader : readers.getOrDefault(result.name(), Set.of())) {
          if (reader != writer && !waitsFor.get(writer).contains(reader)) {
            waitsFor.get(writer).add(reader);
            added.computeIfAbsent(writer, _ -> new HashSet<>()).add(reader);
          }
        }
      }
    }
    return added;
  }

  /// What comes first among kernels that are ready. Most that `cluster` reads from have a rank already; one whose position is later,
  /// as that of its first node may be, counts as no number.
  private int rank(Cluster cluster) {
    boolean number =
        cluster.domain().isScalar()
            && cluster.producers().stream()
                .allMatch(producer -> ranks.getOrDefault(producer, OTHER) == NUMBER);
    if (number) {
      return NUMBER;
    }
    if (updates.contains(cluster)) {
      return UPDATE;
    }
    return cluster.domain().batched() ? OTHER : GRADIENT;
  }

  private void sort(Map<Cluster, Set<Cluster>> overwriting) {
    Map<Cluster, List<Cluster>> followers = new HashMap<>();
    waitsFor.forEach((cluster, needed) ->
        needed.forEach(
            other -> followers.computeIfAbsent(other, _ -> new ArrayList<>()).add(cluster)));
    PriorityQueue<Cluster> ready =
        new PriorityQueue<>(
            Comparator.<Cluster>comparingInt(ranks::get).thenComparingInt(Cluster::position));
    waitsFor.forEach((cluster, needed) -> addIfFree(ready, cluster, needed));
    while (order.size() < waitsFor.size()) {
      while (ready.isEmpty()) {
        release(overwriting, ready);
      }
      Cluster next = ready.remove();
      order.add(next);
      for (Cluster follower : followers.getOrDefault(next, List.of())) {
        if (waitsFor.get(follower).remove(next)) {
          addIfFree(ready, follower, waitsFor.get(follower));
        }
      }
    }
  }

  /// Variables that are computed from each other in a circle cannot all be written in place: the first stops waiting.
  private void release(Map<Cluster, Set<Cluster>> overwriting, PriorityQueue<Cluster> ready) {
    Cluster first =
        overwriting.keySet().stream()
            .filter(cluster -> !waitsFor.get(cluster).isEmpty())
            .min(Comparator.comparingInt(Cluster::position))
            .orElseThrow(() -> new IllegalStateException("kernels wait for each other"));
    waitsFor.get(first).removeAll(overwriting.remove(first));
    addIfFree(ready, first, waitsFor.get(first));
  }

  private static void addIfFree(
      PriorityQueue<Cluster> ready, Cluster cluster, Set<Cluster> needed) {
    if (needed.isEmpty()) {
      ready.add(cluster);
    }
  }
}
