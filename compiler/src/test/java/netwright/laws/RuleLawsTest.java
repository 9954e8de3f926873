package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.rewrite.Pipeline;
import netwright.rewrite.Rewriter;
import netwright.rewrite.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every rule: it applies to the examples written for it, keeps their type, and keeps their value, an exact
/// rule bit for bit for all numbers there are, a relaxed one within the example's bound.
class RuleLawsTest {
  /// The most roundings by which both sides of a relaxed rule may differ.
  private static final int MOST_ROUNDINGS = 16;

  @Test
  void everyRuleHasAnExample() {
    Set<String> rules = Pipeline.rules().stream().map(Rule::name).collect(Collectors.toSet());
    assertEquals(Pipeline.rules().size(), rules.size(), "two rules have one name");
    assertEquals(
        rules, RuleExamples.all().stream().map(RuleExample::rule).collect(Collectors.toSet()));
  }

  @Test
  void exactRulesHaveExactExamples() {
    RuleExamples.all()
        .forEach(example -> assertEquals(rule(example).exact(), example.isExact(), example::rule));
  }

  @ParameterizedTest
  @EnumSource
  void rulesKeepTypeAndValue(DType dtype) {
    for (RuleExample example : RuleExamples.all()) {
      requireSame(example, new RuleOperands(dtype, false));
      requireSame(example, new RuleOperands(dtype, true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rulesDoTheirWorkInsideAGraph(DType dtype) {
    for (RuleExample example : RuleExamples.all()) {
      Graph graph = graph(example.left().apply(new RuleOperands(dtype, true)));
      Graph after = Rewriter.rewrite(graph, List.of(rule(example)));
      assertTrue(
          !after.toString().equals(graph.toString()),
          () -> example.rule() + " left alone\n" + graph);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lookAlikesAreLeftAlone(DType dtype) {
    for (RuleExample example : RuleExamples.lookAlikes()) {
      RuleOperands operands = new RuleOperands(dtype, true);
      Node node = example.left().apply(operands);
      for (Rule rule : Pipeline.rules()) {
        Optional<Node> other = rule.apply(node, operands.build).filter(after -> after != node);
        assertTrue(
            other.isEmpty(),
            () -> rule.name() + " rewrites " + example.rule() + "\n" + graph(node));
      }
    }
  }

  @Test
  void exactRulesKeepTheBitsOfGraphs() {
    int rewritten = 0;
    for (long seed = 0; seed < 200; seed++) {
      Trial trial = RandomGraphs.trial(seed);
      Graph exact = Pipeline.exact(trial.graph());
      GraphRunner runner = new GraphRunner(trial);
      String difference = runner.interpret(exact).difference(runner.interpret(trial.graph()));
      assertEquals("", difference, "seed " + seed);
      rewritten += exact.toString().equals(trial.graph().toString()) ? 0 : 1;
    }
    assertTrue(rewritten > 100, "only " + rewritten + " graphs were rewritten");
  }

  @Test
  void nothingIsLeftToRewrite() {
    for (long seed = 0; seed < 200; seed++) {
      String place = "seed " + seed;
      Graph canonical = Pipeline.canonical(RandomGraphs.trial(seed).graph());
      assertEquals(canonical.toString(), Pipeline.canonical(canonical).toString(), place);
    }
  }

  private static void requireSame(RuleExample example, RuleOperands operands) {
    Node left = example.left().apply(operands);
    Optional<Node> right = rule(example).apply(left, operands.build);
    assertTrue(
        right.isPresent() && right.get() != left,
        () -> example.rule() + " left alone\n" + graph(left));
    assertEquals(left.type(), right.get().type(), example::rule);
    double[] before = operands.value(left);
    double[] after = operands.value(right.get());
    double[] bound = example.isExact() ? new double[0] : bound(example, operands, left);
    for (int i = 0; i < before.length; i++) {
      boolean same = Double.doubleToLongBits(before[i]) == Double.doubleToLongBits(after[i]);
      boolean close =
          !example.isExact() && isClose(left.type().dtype(), before[i], after[i], bound[i]);
      assertTrue(
          same || close,
          "%s: %s became %s at %d\n%s%s"
              .formatted(example.rule(), before[i], after[i], i, graph(left), graph(right.get())));
    }
  }

  private static double[] bound(RuleExample example, RuleOperands operands, Node left) {
    return operands.value(operands.build.broadcast(example.bound().apply(operands), left.type()));
  }

  /// Equal as numbers, or a few roundings of `magnitude` apart; where that is no finite number, nothing is demanded.
  private static boolean isClose(DType dtype, double a, double b, double magnitude) {
    boolean single = dtype == DType.F32;
    boolean finite = magnitude <= (single ? Float.MAX_VALUE : Double.MAX_VALUE);
    double rounding = magnitude * (single ? 0x1p-24 : 0x1p-53);
    return a == b || !finite || Math.abs(a - b) <= MOST_ROUNDINGS * rounding;
  }

  private static Rule rule(RuleExample example) {
    return Pipeline.rules().stream()
        .filter(rule -> rule.name().equals(example.rule()))
        .findFirst()
        .orElseThrow();
  }

  private static Graph graph(Node node) {
    return Graph.of("example", List.of(new Result.Value("value", node)));
  }
}
