package netwright.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.op.ElementwiseOps;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import org.junit.jupiter.api.Test;

class RewriterTest {
  private static final Rule ROOT_OF_SQUARE =
      Rule.relaxed(
          "root-of-square",
          "√x = -(-x · 1)",
          ElementwiseOps.SQUARE_ROOT,
          (node, build) ->
              Optional.of(
                  build.negate(build.multiply(build.negate(node.input(0)), build.like(1, node)))));

  private static final Rule ENDLESS =
      Rule.exact(
          "endless",
          "x + y = x + (y + (x + y))",
          ElementwiseOps.ADD,
          (node, build) -> Optional.of(build.add(node.input(0), build.add(node.input(1), node))));

  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final Node x = build.add(new Source.Input("x", TensorType.scalar(DType.F32)), List.of());

  private static Graph graph(Node node) {
    return Graph.of("g", List.of(new Result.Value("y", node)));
  }

  @Test
  void whatRulesMakeIsSimplifiedWhereItIsMade() {
    Graph after =
        Rewriter.rewrite(
            graph(build.apply(ElementwiseOps.SQUARE_ROOT, x)),
            List.of(ROOT_OF_SQUARE, ExactRules.MULTIPLY_BY_ONE, ExactRules.DOUBLE_NEGATION));
    assertEquals(1, after.nodes().size(), after::toString);
    assertTrue(after.value("y").op() instanceof Source.Input);
  }

  @Test
  void nodesComeFromTheRuleThatMadeThem() {
    Graph after =
        Rewriter.rewrite(
            graph(build.apply(ElementwiseOps.SQUARE_ROOT, x)),
            List.of(ROOT_OF_SQUARE, ExactRules.MULTIPLY_BY_ONE));
    Origin made = new Origin(Span.NONE, "root-of-square");
    assertEquals(3, after.nodes().size(), after::toString);
    assertEquals(Origin.NONE, after.nodes().get(0).origin());
    assertEquals(made, after.nodes().get(1).origin());
    assertEquals(made, after.nodes().get(2).origin());
  }

  @Test
  void rulesWithoutAnEndAreABug() {
    Graph graph = graph(build.add(x, build.negate(x)));
    Exception endless =
        assertThrows(IllegalStateException.class, () -> Rewriter.rewrite(graph, List.of(ENDLESS)));
    assertEquals("no end of rules at add", endless.getMessage());
  }
}
