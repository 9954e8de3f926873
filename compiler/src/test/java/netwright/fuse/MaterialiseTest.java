package netwright.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netwright.ir.Graph;
import netwright.ir.Result;
import netwright.laws.RandomGraphs;
import netwright.op.GraphReader;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaterialiseTest {
  private static Graph graph(String nodes) {
    return GraphReader.read(
        """
        graph g
          %0 = input {name="x"} : f32[2, 3]
        """
            + nodes);
  }

  @Test
  void aGraphInWhichAllIsInMemoryStays() {
    Graph graph =
        graph(
            """
              %1 = tanh(%0) : f32[2, 3]
              %2 = transpose(%1) {order="[1, 0]"} : f32[3, 2]
              %3 = sin(%2) : f32[3, 2]
              value y = %3
            """);
    assertSame(graph, Materialise.apply(graph));
  }

  /// A view, an input as it is, alone and beside a value that is computed.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
          %1 = tanh(%0) : f32[2, 3]
          %2 = reshape(%1) {shape="[3, 2]"} : f32[3, 2]
          value y = %2
        """,
        """
          value y = %0
        """,
        """
          %1 = tanh(%0) : f32[2, 3]
          value z = %1
          value y = %0
        """
      })
  void resultsAreCopied(String nodes) {
    Graph graph = graph(nodes);
    Graph stored = Materialise.apply(graph);
    assertNotSame(graph, stored);
    assertEquals(graph.results().size(), stored.results().size());
    for (Result result : stored.results()) {
      assertTrue(Views.computes(result.node()), stored::toString);
    }
  }

  /// Whatever the graph, a second time there is nothing left to copy.
  @Test
  void onceIsEnough() {
    int changed = 0;
    for (long seed = 0; seed < 300; seed++) {
      Graph graph = Pipeline.canonical(RandomGraphs.trial(seed).graph());
      Graph stored = Materialise.apply(graph);
      changed += stored == graph ? 0 : 1;
      assertSame(stored, Materialise.apply(stored));
    }
    assertTrue(changed > 10 && changed < 290, changed + " of 300 graphs had to be copied");
  }
}
