package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import netwright.grad.Gradient;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import org.junit.jupiter.api.Test;

/// Graphs that are long or deep compile to methods that are not too large, and still leave the same bits.
class LargeGraphTest {
  private static final int LAYERS = Integer.getInteger("layers", 100);
  private static final Elementwise[] FUNCTIONS = {
    ElementwiseOps.SIN, ElementwiseOps.LOG1P, ElementwiseOps.TANH, ElementwiseOps.EXP
  };

  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final List<Result> results = new ArrayList<>();
  private final Node x =
      build.add(new Source.Input("x", new TensorType(DType.F32, Shape.of(5), true)), List.of());

  @Test
  void aLongChain() {
    value(chain(x, 300));
    requireSame();
  }

  @Test
  void aLongChainBeforeASum() {
    value(build.reduce(Combine.SUM, chain(x, 300), List.of(0), false));
    requireSame();
  }

  @Test
  void aLongChainBeforeASumOverTheBatch() {
    value(build.reduce(Combine.SUM, chain(x, 150), List.of(), true));
    value(build.reduce(Combine.MAX, chain(build.negate(x), 150), List.of(0), true));
    requireSame();
  }

  @Test
  void aLongChainAfterASum() {
    value(chain(build.reduce(Combine.SUM, chain(x, 60), List.of(0), false), 200));
    requireSame();
  }

  @Test
  void aLongChainAfterAContraction() {
    value(chain(build.contract(x, variable("w", Shape.of(5, 70)), "Ni", "io", "No"), 60));
    requireSame();
  }

  @Test
  void aSumOfManyInputs() {
    Node sum = x;
    for (int i = 0; i < 300; i++) {
      Source.Input input = new Source.Input("x" + i, x.type());
      sum = build.add(sum, build.apply(ElementwiseOps.TANH, build.add(input, List.of())));
    }
    value(sum);
    requireSame();
  }

  @Test
  void aDeepNetworkTrains() {
    List<Node> variables = new ArrayList<>();
    Node h = x;
    for (int i = 0; i < LAYERS; i++) {
      h = layer(h, i, variables);
    }
    Node each = build.widen(build.reduce(Combine.SUM, h, List.of(0), false));
    Node loss = build.reduce(Combine.SUM, each, List.of(), true);
    value(loss);
    Node rate = build.constant(DType.F32, 0.01);
    Gradient.of(build, loss, variables)
        .forEach((variable, gradient) -> {
          String name = ((Source.Variable) variable.op()).identifier();
          Node next = build.subtract(variable, build.multiply(rate, gradient));
          results.add(new Result.Assignment(name, next));
        });
    requireSame();
  }

  private Node layer(Node input, int number, List<Node> variables) {
    Node weight = variable("w" + number, Shape.of(5, 5));
    Node bias = variable("b" + number, Shape.of(5));
    variables.addAll(List.of(weight, bias));
    Contract linear = Contract.of("Ni", "io", "No", Optional.of("o"), input.type(), weight.type());
    return build.apply(ElementwiseOps.TANH, build.add(linear, List.of(input, weight, bias)));
  }

  private Node variable(String name, Shape shape) {
    return build.add(new Source.Variable(name, new TensorType(DType.F32, shape, false)), List.of());
  }

  private void value(Node node) {
    results.add(new Result.Value("y" + results.size(), node));
  }

  private Node chain(Node start, int length) {
    Node node = start;
    for (int i = 0; i < length; i++) {
      node = build.apply(FUNCTIONS[i % FUNCTIONS.length], node);
      node = i % 5 == 0 ? build.add(node, start) : node;
    }
    return node;
  }

  private void requireSame() {
    Ways ways = new Ways(new Trial(1, Graph.of("large", results), 5, Random::nextGaussian));
    ways.always()
        .forEach((name, way) -> assertEquals("", way.get().difference(ways.expected()), name));
    ways.vectors()
        .forEach((name, way) -> assertEquals("", way.get().difference(ways.expected()), name));
  }
}
