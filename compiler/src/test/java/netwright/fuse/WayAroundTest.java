package netwright.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import netwright.ir.DType;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clusters made by chance and joined by chance: a way around is found exactly where the definition says that there is one.
class WayAroundTest {
  private final GraphBuilder builder = new GraphBuilder();
  private int count;
  private int ways;
  private int none;

  @Test
  void itIsFoundWhereThereIsOne() {
    for (long seed = 0; seed < 3000; seed++) {
      joinByChance(new Random(seed), "seed " + seed);
    }
    assertTrue(ways > 10_000 && none > 10_000, ways + " ways around, none " + none + " times");
  }

  /// As in [Fusion]: each in turn is joined with those it reads from, sometimes where there is no way around.
  private void joinByChance(Random random, String name) {
    Map<Cluster, Cluster> joined = new HashMap<>();
    for (Cluster start : readByChance(random)) {
      joined.put(start, start);
      List<Cluster> inputs =
          start.producers().stream().sorted(Comparator.comparingInt(Cluster::begin)).toList();
      for (Cluster input : inputs) {
        Cluster from = joined.get(input);
        Cluster to = joined.get(start);
        if (from != to && !isAround(from, to, name) && random.nextInt(3) > 0) {
          from.absorb(to);
          joined.replaceAll((_, cluster) -> cluster == to ? from : cluster);
        }
      }
    }
  }

  private List<Cluster> readByChance(Random random) {
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Set<Cluster> producers = new LinkedHashSet<>();
      for (int input = random.nextInt(4); input > 0 && i > 0; input--) {
        producers.add(clusters.get(random.nextInt(i)));
      }
      clusters.add(reader(producers));
    }
    return clusters;
  }

  private boolean isAround(Cluster from, Cluster to, String name) {
    boolean expected = leadsAround(from, to);
    assertEquals(expected, new WayAround(from, to).exists(), name);
    ways += expected ? 1 : 0;
    none += expected ? 0 : 1;
    return expected;
  }

  private static boolean leadsAround(Cluster from, Cluster to) {
    Set<Cluster> reached = new HashSet<>();
    from.consumers().stream().filter(next -> next != to).forEach(next -> reach(next, reached));
    return reached.contains(to);
  }

  private static void reach(Cluster cluster, Set<Cluster> reached) {
    if (reached.add(cluster)) {
      cluster.consumers().forEach(next -> reach(next, reached));
    }
  }

  /// Each layer's value is read by the next layer and by its own gradient, directly and through its square. Whether the square
  /// and the gradient can join it takes a look at a few edges, however many layers lie in between.
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void aFewStepsSufficeHoweverDeepTheNetwork(int layers) {
    List<Cluster> forward = new ArrayList<>(List.of(reader(Set.of())));
    for (int layer = 1; layer < layers; layer++) {
      forward.add(reader(Set.of(forward.getLast())));
    }
    Cluster gradient = reader(Set.of(forward.getLast()));
    long steps = 0;
    for (Cluster value : forward.reversed()) {
      Cluster square = reader(Set.of(value));
      gradient = reader(Set.of(gradient, square, value));
      steps += steps(value, square, false) + steps(value, gradient, true);
    }
    long counted = steps;
    assertTrue(steps <= 6L * layers, () -> counted + " steps for " + layers + " layers");
  }

  private static int steps(Cluster from, Cluster to, boolean expected) {
    WayAround search = new WayAround(from, to);
    assertEquals(expected, search.exists());
    return search.steps();
  }

  private Cluster reader(Set<Cluster> producers) {
    TensorType type = new TensorType(DType.F32, Shape.of(3), true);
    Node node = builder.add(new Source.Input("x" + count++, type), List.of());
    Cluster cluster = new Cluster(node);
    producers.forEach(producer -> cluster.readsFrom(producer, true));
    return cluster;
  }
}
