package netwright.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.laws.RandomGraphs;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.GraphReader;
import netwright.op.Move;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelGraphTest {

  @Test
  void kernelsOfRandomGraphsAreSound() {
    int nodes = 0;
    int kernels = 0;
    for (long seed = 0; seed < 600; seed++) {
      KernelGraph fused = Fusion.fuse(Pipeline.canonical(RandomGraphs.trial(seed).graph()));
      requireSound(fused);
      nodes += (int) fused.graph().nodes().stream().filter(Views::computes).count();
      kernels += fused.kernels().size();
    }
    assertTrue(
        2 * kernels < nodes,
        nodes + " nodes are in " + kernels + " kernels: hardly anything is fused");
  }

  @Test
  void elementwiseNodesOfOneShapeAreOneKernel() {
    Graph graph =
        GraphReader.read(
            """
            graph g
              %0 = input {name="x"} : f32[N, 3]
              %1 = tanh(%0) : f32[N, 3]
              %2 = multiply(%1, %0) : f32[N, 3]
              %3 = add(%2, %1) : f32[N, 3]
              value y = %3
            """);
    assertEquals(1, Fusion.fuse(graph).kernels().size());
  }

  /// A transposed tensor takes its elements from points that a kernel comes to later: it cannot be where they are made,
  /// nor get there when kernels are joined.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
          %2 = tanh(%0) : f32[3, 3]
          %3 = transpose(%2) {order="[1, 0]"} : f32[3, 3]
          %4 = add(%2, %3) : f32[3, 3]
          value y = %4
        """,
        """
          %2 = tanh(%0) : f32[3, 3]
          %3 = sin(%2) : f32[3, 3]
          %4 = transpose(%3) {order="[1, 0]"} : f32[3, 3]
          %5 = add(%3, %4) : f32[3, 3]
          value y = %5
        """,
        """
          %2 = tanh(%0) : f32[3, 3]
          %3 = sin(%1) : f32[3, 3]
          %4 = transpose(%2) {order="[1, 0]"} : f32[3, 3]
          %5 = add(%3, %4) : f32[3, 3]
          %6 = add(%5, %2) : f32[3, 3]
          value y = %6
        """
      })
  void whatIsReadElsewhereIsAnotherKernel(String nodes) {
    String inputs =
        """
        graph g
          %0 = input {name="x"} : f32[3, 3]
          %1 = input {name="y"} : f32[3, 3]
        """;
    KernelGraph fused = Fusion.fuse(GraphReader.read(inputs + nodes));
    requireSound(fused);
    assertEquals(2, fused.kernels().size(), fused::toString);
  }

  @Test
  void softmaxReadsItsLogitsThreeTimes() {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    Node x =
        build.add(
            new Source.Input("x", new TensorType(netwright.ir.DType.F32, Shape.of(5), true)),
            List.of());
    Node largest = build.reshape(build.reduce(Combine.MAX, x, List.of(0), false), Shape.of(1));
    Node e = build.apply(ElementwiseOps.EXP, build.subtract(x, largest));
    Node sum = build.reshape(build.reduce(Combine.SUM, e, List.of(0), false), Shape.of(1));
    KernelGraph fused =
        Fusion.fuse(Graph.of("g", List.of(new Result.Value("p", build.divide(e, sum)))));
    requireSound(fused);
    assertTrue(fused.kernels().size() <= 4, fused::toString);
  }

  /// The kernel of %5 and %8 has to wait for that of %6, which wants to overwrite `b` after the former has read it.
  @Test
  void kernelsThatWaitForEachOtherAreOrdered() {
    Graph graph =
        GraphReader.read(
            """
            graph g
              %0 = variable {name="a"} : f32[3]
              %1 = variable {name="b"} : f32[]
              %2 = variable {name="c"} : f32[4]
              %3 = broadcast(%1) {shape="[3]", batched="false"} : f32[3]
              %4 = add(%0, %3) : f32[3]
              %5 = tanh(%4) : f32[3]
              %6 = sum(%2) {axes="[0]", batch="false"} : f32[]
              %7 = broadcast(%6) {shape="[3]", batched="false"} : f32[3]
              %8 = add(%5, %7) : f32[3]
              %9 = sum(%0) {axes="[0]", batch="false"} : f32[]
              assign a = %8
              assign b = %6
              value r = %9
            """);
    KernelGraph fused = Fusion.fuse(graph);
    requireSound(fused);
    assertEquals(3, fused.kernels().size());
  }

  /// 1 - h·h needs nothing but h, which the contraction after it reads from memory: only the last kernel computes it.
  @Test
  void whatIsCheapIsComputedWhereItIsRead() {
    KernelGraph fused =
        Fusion.fuse(
            GraphReader.read(
                """
                graph g
                  %0 = input {name="x"} : f32[N, 3]
                  %1 = variable {name="w"} : f32[3, 3]
                  %2 = tanh(%0) : f32[N, 3]
                  %3 = contract(%2, %1) {axes="Nz,zc->Nc", order="sequential"} : f32[N, 3]
                  %4 = constant {value="1.0", dtype="f32"} : f32[]
                  %5 = broadcast(%4) {shape="[3]", batched="true"} : f32[N, 3]
                  %6 = multiply(%2, %2) : f32[N, 3]
                  %7 = subtract(%5, %6) : f32[N, 3]
                  %8 = multiply(%3, %7) : f32[N, 3]
                  value y = %8
                """));
    requireSound(fused);
    assertEquals(List.of(1, 4), sizes(fused), fused::toString);
  }

  /// The tangent is dear, and of two values that it needs `x + y` would have to be kept for it alone.
  @ParameterizedTest
  @ValueSource(strings = {"tanh(%2)", "add(%2, %0)"})
  void whatIsDearOrNeedsMoreStays(String value) {
    KernelGraph fused =
        Fusion.fuse(
            GraphReader.read(
                """
                graph g
                  %%0 = input {name="x"} : f32[N, 3]
                  %%1 = variable {name="w"} : f32[3, 3]
                  %%2 = tanh(%%0) : f32[N, 3]
                  %%3 = contract(%%2, %%1) {axes="Nz,zc->Nc", order="sequential"} : f32[N, 3]
                  %%4 = %s : f32[N, 3]
                  %%5 = multiply(%%3, %%4) : f32[N, 3]
                  value y = %%5
                """
                    .formatted(value)));
    requireSound(fused);
    assertEquals(List.of(2, 2), sizes(fused), fused::toString);
  }

  /// The sum for `b` is ready from the start, but the update of `a` comes first; the number that it needs comes before
  /// everything.
  @Test
  void variablesAreUpdatedAsSoonAsTheyCanBe() {
    KernelGraph fused =
        Fusion.fuse(
            GraphReader.read(
                """
                graph g
                  %0 = input {name="x"} : f32[N, 3]
                  %1 = variable {name="a"} : f32[3]
                  %2 = variable {name="rate"} : f32[]
                  %3 = sum(%0) {axes="[]", batch="true"} : f32[3]
                  %4 = tanh(%0) : f32[N, 3]
                  %5 = sum(%4) {axes="[0]", batch="false"} : f32[N]
                  %6 = exp(%2) : f32[]
                  %7 = broadcast(%6) {shape="[3]", batched="false"} : f32[3]
                  %8 = multiply(%7, %3) : f32[3]
                  %9 = add(%8, %1) : f32[3]
                  assign a = %9
                  value r = %5
                """));
    requireSound(fused);
    List<String> roots =
        fused.kernels().stream().map(kernel -> kernel.nodes().getLast().toString()).toList();
    assertEquals(List.of("%6", "%3", "%9", "%5"), roots, fused::toString);
  }

  private static List<Integer> sizes(KernelGraph fused) {
    return fused.kernels().stream().map(kernel -> kernel.nodes().size()).toList();
  }

  private static void requireSound(KernelGraph fused) {
    GraphVerifier.verify(fused.graph());
    List<Node> computed = new ArrayList<>();
    Set<Node> known = new HashSet<>();
    for (Kernel kernel : fused.kernels()) {
      for (Node node : kernel.nodes()) {
        computed.add(node);
        known.add(node);
        node.inputs().forEach(input -> requireAtHand(node, input, kernel, known, fused));
      }
      requireOneDomain(kernel, fused);
    }
    List<Node> expected = fused.graph().nodes().stream().filter(Views::computes).toList();
    assertEquals(expected.size(), computed.size(), fused::toString);
    assertEquals(new HashSet<>(expected), known, fused::toString);
    fused
        .graph()
        .results()
        .forEach(result -> assertTrue(Views.computes(result.node()), () -> result + " is a view"));
  }

  /// What `node` reads has been computed: by an earlier kernel, or in this one at the same point.
  private static void requireAtHand(
      Node node, Node input, Kernel kernel, Set<Node> known, KernelGraph fused) {
    Node base = Move.base(input);
    boolean here = kernel.nodes().contains(base);
    boolean computed = !Views.computes(base) || known.contains(base);
    assertTrue(computed, () -> node + " comes before " + base + " in\n" + fused);
    boolean samePoint = input == base && !(node.op() instanceof Move);
    assertTrue(!here || samePoint, () -> node + " reads " + base + " elsewhere in\n" + fused);
  }

  private static void requireOneDomain(Kernel kernel, KernelGraph fused) {
    for (Node node : kernel.nodes()) {
      boolean before =
          kernel instanceof Kernel.Reduction reduction && reduction.before().contains(node);
      TensorType domain =
          before ? ((Kernel.Reduction) kernel).root().input(0).type() : kernel.domain();
      boolean here =
          node.type().shape().equals(domain.shape()) && node.type().batched() == domain.batched();
      assertTrue(here, () -> node + " is not of its kernel's domain in\n" + fused);
      boolean first =
          kernel instanceof Kernel.Map || node.op() instanceof Reduce == (node == root(kernel));
      assertTrue(first, () -> "a second reduction in one kernel in\n" + fused);
    }
  }

  private static Node root(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Map map -> map.nodes().getFirst();
      case Kernel.Reduction reduction -> reduction.root();
      case Kernel.Contraction _, Kernel.Alone _ -> null;
    };
  }
}
