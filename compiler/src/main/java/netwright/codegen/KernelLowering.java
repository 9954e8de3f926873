package netwright.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.fuse.Kernel;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.op.Contract;
import netwright.op.Reduce;
import netwright.plan.Plan;

/// The loops of one kernel.
final class KernelLowering {
  private final Plan plan;
  private final Values values;

  KernelLowering(Plan plan) {
    this.plan = plan;
    this.values = new Values(plan.buffers());
  }

  List<LoopStmt> lower(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Map map -> map(map);
      case Kernel.Reduction reduction -> reduction(reduction);
      case Kernel.Contraction contraction -> List.of(contraction(contraction));
      case Kernel.Alone(Node root) -> new AloneLowering(plan, values).lower(root);
    };
  }

  private List<LoopStmt> map(Kernel.Map kernel) {
    boolean flat = FlatDomains.allow(kernel.domain(), kernel.nodes());
    Domain domain = flat ? Domain.flat(kernel.domain()) : Domain.of(kernel.domain());
    return domain.around(computeAndStore(kernel.nodes(), kernel.nodes(), domain.point()));
  }

  /// Computes `computed`, then stores those of `all` that have memory.
  private List<LoopStmt> computeAndStore(List<Node> computed, List<Node> all, Point point) {
    List<LoopStmt> body = new ArrayList<>();
    computed.forEach(node -> body.addAll(values.compute(node, point)));
    for (Node node : all) {
      Buffer buffer = plan.buffers().get(node);
      if (buffer != null) {
        body.add(new LoopStmt.Store(buffer, point.element(node.type()), values.read(node, point)));
      }
    }
    return body;
  }

  private List<LoopStmt> reduction(Kernel.Reduction kernel) {
    Node root = kernel.root();
    Reduce reduce = (Reduce) root.op();
    TensorType input = root.input(0).type();
    Domain domain = Domain.of(root.type());
    List<Loop> reduced = new ArrayList<>();
    Point.Axes inner = reducedPoint(reduce, input, (Point.Axes) domain.point(), reduced);
    List<LoopStmt.Let> lets = new ArrayList<>();
    kernel.before().forEach(node -> lets.addAll(values.compute(node, inner)));
    LoopExpr element = values.read(root.input(0), inner);
    Local result = new Local("v" + root.id(), Values.element(root.type()));
    values.define(root, result);
    List<LoopStmt> body = new ArrayList<>();
    body.add(new LoopStmt.Reduction(result, reduce.combine(), reduced, lets, element, lanes(root)));
    List<Node> all = new ArrayList<>(kernel.after());
    all.addFirst(root);
    body.addAll(computeAndStore(kernel.after(), all, domain.point()));
    return domain.around(body);
  }

  /// The point of the input at which an element of the result is joined, with loops for what is reduced.
  private static Point.Axes reducedPoint(
      Reduce reduce, TensorType input, Point.Axes outer, List<Loop> reduced) {
    Optional<Index> row = outer.row();
    if (reduce.batch()) {
      Index index = new Index("sample");
      reduced.add(new Loop(index, new Extent.PerRow(1)));
      row = Optional.of(index);
    }
    List<Affine> axes = new ArrayList<>();
    int kept = 0;
    for (int axis = 0; axis < input.shape().rank(); axis++) {
      axes.add(
          reduce.axes().contains(axis)
              ? Domain.axis(reduced, "r" + axis, input.shape().size(axis))
              : outer.axes().get(kept++));
    }
    return new Point.Axes(row, axes);
  }

  private LoopStmt contraction(Kernel.Contraction kernel) {
    Node root = kernel.root();
    Contract contract = (Contract) root.op();
    ContractionIndices indices =
        new ContractionIndices(contract, root.input(0).type(), root.input(1).type());
    LoopExpr.Load left = operand(root, 0, indices.point(contract.left()));
    LoopExpr.Load right = operand(root, 1, indices.point(contract.right()));
    Optional<LoopExpr.Load> initial =
        contract.initial().map(axes -> operand(root, 2, indices.point(axes)));
    Local accumulator = new Local("v" + root.id(), Values.element(root.type()));
    values.define(root, accumulator);
    List<LoopStmt> epilogue =
        computeAndStore(kernel.epilogue(), kernel.nodes(), indices.point(contract.result()));
    return new LoopStmt.Contraction(
        indices.loops(contract.result()),
        indices.loops(contract.contracted()),
        left,
        right,
        initial,
        contract.order(),
        accumulator,
        epilogue,
        lanes(root),
        Optional.ofNullable(plan.panels().get(root))
            .map(panels -> new LoopExpr.Load(panels, Affine.of(0))));
  }

  private LoopExpr.Load operand(Node root, int input, Point point) {
    return (LoopExpr.Load) values.read(root.input(input), point);
  }

  private Buffer lanes(Node node) {
    return Values.element(node.type()) == netwright.loop.ElementType.F32
        ? plan.lanes().single()
        : plan.lanes().wide();
  }
}
