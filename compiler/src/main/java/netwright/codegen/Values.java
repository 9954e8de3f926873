package netwright.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.fuse.Views;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.Primitive;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Source;
import netwright.op.Spacing;
import netwright.op.Uniform;

/// The values of nodes at one point of a kernel's domain: those computed here are locals, all others come from memory.
final class Values {
  private final Map<Node, Buffer> buffers;
  private final Map<Node, Local> locals = new HashMap<>();
  private final Map<Node, Local> masks = new HashMap<>();

  Values(Map<Node, Buffer> buffers) {
    this.buffers = buffers;
  }

  /// Makes `local` the value of `node` from here on.
  void define(Node node, Local local) {
    locals.put(node, local);
  }

  /// The statements that compute `node` at `point`.
  List<LoopStmt.Let> compute(Node node, Point point) {
    List<LoopStmt.Let> lets = new ArrayList<>();
    LoopExpr value =
        switch (Operation.of(node)) {
          case Elementwise operation -> elementwise(operation, node, point, lets);
          case Uniform uniform ->
              new LoopExpr.Uniform(
                  element(node.type()), uniform.stream(), point.element(node.type()));
          case Move.Transpose(List<Integer> order) ->
              read(node.input(0), ((Point.Axes) point).behindTranspose(order));
          case Gather.Read gather -> gather(gather, node, (Point.Axes) point);
          default ->
              throw new IllegalStateException(node.op().name() + " is not computed point by point");
        };
    Local local = new Local("v" + node.id(), element(node.type()));
    lets.add(new LoopStmt.Let(local, value));
    locals.put(node, local);
    return lets;
  }

  private LoopExpr gather(Gather.Read gather, Node node, Point.Axes point) {
    Letters letters = new Letters(gather.elements(), point);
    Letters.Chosen table =
        letters.chosen(gather.table(), gather.counted(), at -> read(node.input(0), at));
    LoopExpr index = read(node.input(1), letters.point(gather.index()));
    String axes = gather.table().replace(String.valueOf(Contract.BATCH), "");
    int count = node.input(0).type().shape().size(axes.indexOf(gather.counted()));
    return new LoopExpr.Pick(table.buffer(), table.position(), index, table.stride(), count);
  }

  private LoopExpr elementwise(
      Elementwise operation, Node node, Point point, List<LoopStmt.Let> lets) {
    Optional<Primitive> primitive = operation.primitive();
    if (primitive.isEmpty()) {
      return read(node.input(0), point);
    }
    List<LoopExpr> arguments = new ArrayList<>();
    for (Node input : node.inputs()) {
      arguments.add(read(input, point));
    }
    ElementType type = element(node.type());
    if (primitive.get() == Primitive.SELECT) {
      arguments.set(0, mask(node.input(0), arguments.getFirst()));
    }
    if (!primitive.get().isComparison()) {
      return new LoopExpr.Apply(primitive.get(), type, arguments);
    }
    Local mask = new Local("m" + node.id(), ElementType.MASK);
    lets.add(
        new LoopStmt.Let(mask, new LoopExpr.Apply(primitive.get(), ElementType.MASK, arguments)));
    masks.put(node, mask);
    List<LoopExpr> choice =
        List.of(
            new LoopExpr.Read(mask),
            new LoopExpr.Constant(type, 1),
            new LoopExpr.Constant(type, 0));
    return new LoopExpr.Apply(Primitive.SELECT, type, choice);
  }

  /// The condition `node != 0`; a comparison made here is at hand as a mask.
  private LoopExpr mask(Node node, LoopExpr value) {
    Local mask = masks.get(node);
    if (mask != null) {
      return new LoopExpr.Read(mask);
    }
    LoopExpr zero = new LoopExpr.Constant(value.type(), 0);
    return new LoopExpr.Apply(Primitive.NOT_EQUAL, ElementType.MASK, List.of(value, zero));
  }

  /// The value of `node` at `point`.
  LoopExpr read(Node node, Point point) {
    Local local = locals.get(node);
    if (local != null) {
      return new LoopExpr.Read(local);
    }
    ElementType type = element(node.type());
    return switch (node.op()) {
      case Source.Constant(DType _, double value) -> new LoopExpr.Constant(type, value);
      case Source.BatchSize _ -> new LoopExpr.RowCount();
      case Source.StepNumber _ -> new LoopExpr.StepCount();
      case Source.Range _, Source.SampleNumber _ ->
          new LoopExpr.Position(type, point.element(node.type()));
      case Move.Broadcast _ -> read(node.input(0), behindBroadcast(node, point));
      case Move.Reshape _ -> readReshaped(node, point);
      case Move.Select(Spacing places) ->
          read(node.input(0), ((Point.Axes) point).behindSelect(places));
      default -> load(node, point.element(node.type()));
    };
  }

  private static Point behindBroadcast(Node node, Point point) {
    TensorType from = node.input(0).type();
    return switch (point) {
      case Point.Axes axes -> axes.behindBroadcast(from);
      case Point.Flat _ when from.isScalar() -> new Point.Axes(Optional.empty(), List.of());
      case Point.Flat _ when from.shape().rank() == 0 ->
          throw new IllegalStateException("rows of a flat domain");
      case Point.Flat _ -> point;
    };
  }

  private LoopExpr readReshaped(Node node, Point point) {
    Node source = node.input(0);
    return switch (point) {
      case Point.Flat _ -> read(source, point);
      case Point.Axes axes when Views.sameButUnits(source.type().shape(), node.type().shape()) ->
          read(source, axes.behindUnits(node.type().shape(), source.type().shape()));
      case Point.Axes axes -> load(Views.behindReshapes(source), axes.element(node.type()));
    };
  }

  private LoopExpr.Load load(Node node, Affine position) {
    Buffer buffer = buffers.get(node);
    if (buffer == null) {
      throw new IllegalStateException(node + " = " + node.op().name() + " has no memory");
    }
    return new LoopExpr.Load(buffer, position);
  }

  static ElementType element(TensorType type) {
    return type.dtype() == DType.F32 ? ElementType.F32 : ElementType.F64;
  }
}
