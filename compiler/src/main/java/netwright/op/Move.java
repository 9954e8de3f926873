package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;

/// Arranges elements anew and computes nothing.
public sealed interface Move extends Operation {

  /// The node behind repetitions and new shapes, neither of which needs memory of its own.
  static Node base(Node node) {
    Node base = node;
    while (base.op() instanceof Broadcast || base.op() instanceof Reshape) {
      base = base.input(0);
    }
    return base;
  }

  /// Repeats the input: along leading axes that it lacks, along axes where it has size 1, along the batch.
  record Broadcast(Shape shape, boolean batched) implements Move {
    @Override
    public String name() {
      return "broadcast";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("shape", shape.toString());
      attributes.put("batched", Boolean.toString(batched));
      return attributes;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(inputs.size() == 1, inputs);
      TensorType input = inputs.getFirst();
      int lead = shape.rank() - input.shape().rank();
      boolean fits = lead >= 0 && (batched || !input.batched());
      for (int axis = 0; fits && axis < input.shape().rank(); axis++) {
        int size = input.shape().size(axis);
        fits = size == 1 || size == shape.size(axis + lead);
      }
      require(fits, inputs);
      return new TensorType(input.dtype(), shape, batched);
    }

    /// The gradient, summed over all that was repeated.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return Optional.of(build.sumToType(gradient, node.input(0).type()));
    }
  }

  /// The same elements, row-major, under another shape.
  record Reshape(Shape shape) implements Move {
    @Override
    public String name() {
      return "reshape";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("shape", shape.toString());
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(inputs.size() == 1, inputs);
      TensorType input = inputs.getFirst();
      require(input.shape().elements() == shape.elements(), inputs);
      return input.with(shape);
    }

    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return Optional.of(build.reshape(gradient, node.input(0).type().shape()));
    }
  }

  /// The axes in another order: axis `i` of the result is axis `order[i]` of the input.
  record Transpose(List<Integer> order) implements Move {
    public Transpose {
      order = List.copyOf(order);
    }

    @Override
    public String name() {
      return "transpose";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("order", order.toString());
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(inputs.size() == 1, inputs);
      TensorType input = inputs.getFirst();
      require(
          order.size() == input.shape().rank()
              && order.stream().sorted().toList().equals(range(order.size())),
          inputs);
      return input.with(new Shape(order.stream().map(axis -> input.shape().size(axis)).toList()));
    }

    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return Optional.of(build.transpose(gradient, inverse().order()));
    }

    /// The permutation that undoes this one.
    public Transpose inverse() {
      return new Transpose(range(order.size()).stream().map(order::indexOf).toList());
    }

    private static List<Integer> range(int count) {
      return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
  }
}
