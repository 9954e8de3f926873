package netwright.laws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.op.ElementwiseOps;
import netwright.op.Operation;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.op.Uniform;

/// A graph's computation all in f64, where differences are exact enough to check derivatives by. Gradients are not
/// stopped, since differences are not.
final class DoublePrecision {

  private static final Set<Op> DROPPED =
      Set.of(ElementwiseOps.WIDEN, ElementwiseOps.NARROW, ElementwiseOps.STOP_GRADIENT);

  private DoublePrecision() {}

  /// The counterparts in `build` of the nodes of `graph`.
  static Map<Node, Node> of(Graph graph, TensorBuilder build) {
    Map<Node, Node> wide = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = node.inputs().stream().map(wide::get).toList();
      wide.put(
          node,
          DROPPED.contains(node.op())
              ? inputs.getFirst()
              : wide(Operation.of(node), inputs, build));
    }
    return wide;
  }

  private static Node wide(Operation operation, List<Node> inputs, TensorBuilder build) {
    return switch (operation) {
      case Source source -> build.add(wide(source), List.of());
      case Uniform(var _, int stream, var shape, boolean batched) ->
          build.add(new Uniform(DType.F64, stream, shape, batched), List.of());
      default -> build.add(operation, inputs);
    };
  }

  private static Source wide(Source source) {
    return switch (source) {
      case Source.Constant constant -> new Source.Constant(DType.F64, constant.value());
      case Source.Range range -> new Source.Range(DType.F64, range.size());
      case Source.SampleNumber _ -> new Source.SampleNumber(DType.F64);
      case Source.Input(var name, var type, var classes) ->
          new Source.Input(name, type.with(DType.F64), classes);
      case Source.Variable(var name, var type) -> new Source.Variable(name, type.with(DType.F64));
      case Source.BatchSize size -> size;
      case Source.StepNumber number -> number;
    };
  }
}
