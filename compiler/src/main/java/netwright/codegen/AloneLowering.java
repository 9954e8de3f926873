package netwright.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.Primitive;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Ranks;
import netwright.op.Spacing;
import netwright.plan.Plan;

/// The loops of nodes that have a kernel of their own. Those that put elements to places first write zeros.
final class AloneLowering {
  private final Plan plan;
  private final Values values;

  AloneLowering(Plan plan, Values values) {
    this.plan = plan;
    this.values = values;
  }

  List<LoopStmt> lower(Node node) {
    return switch (node.op()) {
      case Move.Place place -> perSample(node.type(), place(place, node));
      case Move.Concat concat -> perSample(node.type(), concat(concat, node));
      case Gather.ScatterAdd scatter -> scatter(scatter, node);
      case Ranks _ -> ranks(node);
      default -> throw new IllegalStateException(node.op().name() + " has no loops of its own");
    };
  }

  private static List<LoopStmt> perSample(TensorType type, List<LoopStmt> body) {
    return type.batched()
        ? List.of(new LoopStmt.For(new Loop(row(), new Extent.PerRow(1)), true, body))
        : body;
  }

  private static Index row() {
    return new Index("row");
  }

  private static Optional<Index> rowOf(TensorType type) {
    return type.batched() ? Optional.of(row()) : Optional.empty();
  }

  private Buffer buffer(Node node) {
    return plan.buffers().get(node);
  }

  /// The axes of a tensor, with a loop named `name` and a number for each that is longer than 1.
  private static Domain axes(Shape shape, String name, Optional<Index> row) {
    List<Loop> loops = new ArrayList<>();
    List<Affine> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(Domain.axis(loops, name + axis, shape.size(axis)));
    }
    return new Domain(loops, new Point.Axes(row, axes));
  }

  /// Zeros in all elements of one sample.
  private List<LoopStmt> zeros(Node node) {
    Domain flat = axes(Shape.of(node.type().shape().elements()), "z", rowOf(node.type()));
    TensorType type = node.type().with(Shape.of(node.type().shape().elements()));
    ElementType element = Values.element(node.type());
    return flat.around(
        List.of(
            new LoopStmt.Store(
                buffer(node), flat.point().element(type), new LoopExpr.Constant(element, 0))));
  }

  private List<LoopStmt> place(Move.Place place, Node node) {
    Spacing places = place.places();
    Domain small = axes(places.shape(), "i", rowOf(node.type()));
    Point.Axes from = (Point.Axes) small.point();
    Affine to = from.behindSelect(places).element(node.type());
    LoopExpr value = values.read(node.input(0), from);
    List<LoopStmt> body = new ArrayList<>(zeros(node));
    boolean adds = places.overlaps();
    if (adds) {
      LoopExpr before = new LoopExpr.Load(buffer(node), to);
      value = new LoopExpr.Apply(Primitive.ADD, value.type(), List.of(before, value));
    }
    LoopStmt store = new LoopStmt.Store(buffer(node), to, value);
    List<LoopStmt> nest = List.of(store);
    for (Loop loop : small.loops().reversed()) {
      boolean apart = !adds || isAlone(loop, small, places);
      nest = List.of(new LoopStmt.For(loop, apart, nest));
    }
    body.addAll(nest);
    return body;
  }

  /// Whether no other axis goes along the same axis of the large tensor as that of `loop`.
  private static boolean isAlone(Loop loop, Domain small, Spacing places) {
    List<Affine> axes = ((Point.Axes) small.point()).axes();
    for (int axis = 0; axis < axes.size(); axis++) {
      if (axes.get(axis).stride(loop.index()) != 0) {
        int to = places.axes().get(axis);
        return places.axes().stream().filter(other -> other == to).count() == 1;
      }
    }
    return false;
  }

  private List<LoopStmt> concat(Move.Concat concat, Node node) {
    List<LoopStmt> body = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node part = node.input(i);
      Domain small = axes(part.type().shape(), "p" + i + "_", rowOf(node.type()));
      Point.Axes from = (Point.Axes) small.point();
      List<Affine> to = new ArrayList<>(from.axes());
      to.set(concat.axis(), to.get(concat.axis()).plus(concat.start(node, i)));
      Affine place = new Point.Axes(from.row(), to).element(node.type());
      body.addAll(
          small.around(List.of(new LoopStmt.Store(buffer(node), place, values.read(part, from)))));
    }
    return body;
  }

  /// Loops in the order of the elements; an iteration is apart from the others where the table has that letter, too.
  private List<LoopStmt> scatter(Gather.ScatterAdd scatter, Node node) {
    TensorType from = node.input(0).type();
    boolean perSample = node.type().batched();
    Map<Loop, Boolean> apart = new HashMap<>();
    List<Loop> loops = new ArrayList<>();
    List<Affine> axes = new ArrayList<>();
    for (char letter : scatter.elements().toCharArray()) {
      if (letter == Contract.BATCH) {
        Loop rows = new Loop(row(), new Extent.PerRow(1));
        if (!perSample) {
          loops.add(rows);
        }
        apart.put(rows, false);
      } else {
        int before = loops.size();
        axes.add(Domain.axis(loops, "i" + axes.size(), from.shape().size(axes.size())));
        loops
            .subList(before, loops.size())
            .forEach(loop -> apart.put(loop, scatter.table().indexOf(letter) >= 0));
      }
    }
    Point.Axes point = new Point.Axes(rowOf(from), axes);
    Letters letters = new Letters(scatter.elements(), point);
    Letters.Chosen to =
        letters.chosen(
            scatter.table(),
            scatter.counted(),
            at -> new LoopExpr.Load(buffer(node), at.element(node.type())));
    LoopExpr index = values.read(node.input(1), letters.point(scatter.index()));
    List<LoopStmt> nest =
        List.of(
            new LoopStmt.ScatterAdd(
                to.buffer(),
                to.position(),
                index,
                to.stride(),
                scatter.size(),
                values.read(node.input(0), point)));
    for (Loop loop : loops.reversed()) {
      nest = List.of(new LoopStmt.For(loop, apart.get(loop), nest));
    }
    List<LoopStmt> body = new ArrayList<>(zeros(node));
    body.addAll(nest);
    return perSample(node.type(), body);
  }

  /// For each element of each sample a sum over all samples.
  private List<LoopStmt> ranks(Node node) {
    Node x = node.input(0);
    ElementType type = Values.element(node.type());
    Domain domain = Domain.of(node.type());
    Point.Axes point = (Point.Axes) domain.point();
    Index other = new Index("sample");
    LoopExpr mine = values.read(x, point);
    LoopExpr its = values.read(x, new Point.Axes(Optional.of(other), point.axes()));
    LoopExpr half =
        choose(
            compare(Primitive.EQUAL, its, mine),
            new LoopExpr.Constant(type, 0.5),
            new LoopExpr.Constant(type, 0));
    LoopExpr element =
        choose(compare(Primitive.LESS, its, mine), new LoopExpr.Constant(type, 1), half);
    Local sum = new Local("v" + node.id(), type);
    Buffer lanes = type == ElementType.F32 ? plan.lanes().single() : plan.lanes().wide();
    LoopExpr rank =
        new LoopExpr.Apply(
            Primitive.ADD, type, List.of(new LoopExpr.Constant(type, 0.5), new LoopExpr.Read(sum)));
    return domain.around(
        List.of(
            new LoopStmt.Reduction(
                sum,
                Combine.SUM,
                List.of(new Loop(other, new Extent.PerRow(1))),
                List.of(),
                element,
                lanes),
            new LoopStmt.Store(buffer(node), point.element(node.type()), rank)));
  }

  private static LoopExpr compare(Primitive relation, LoopExpr a, LoopExpr b) {
    return new LoopExpr.Apply(relation, ElementType.MASK, List.of(a, b));
  }

  private static LoopExpr choose(LoopExpr mask, LoopExpr yes, LoopExpr no) {
    return new LoopExpr.Apply(Primitive.SELECT, yes.type(), List.of(mask, yes, no));
  }
}
