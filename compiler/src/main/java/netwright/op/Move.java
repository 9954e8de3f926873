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

  /// The node behind what needs no memory of its own.
  static Node base(Node node) {
    Node base = node;
    while (isView(base)) {
      base = base.input(0);
    }
    return base;
  }

  /// Whether `node` is found in the memory of another: repeated, under another shape, or at some places of it.
  static boolean isView(Node node) {
    return node.op() instanceof Broadcast
        || node.op() instanceof Reshape
        || node.op() instanceof Select;
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

  /// The elements at evenly spaced places: a slice, or all windows that slide over the input.
  record Select(Spacing places) implements Move {
    @Override
    public String name() {
      return "select";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = places.attributes();
      attributes.put("shape", places.shape().toString());
      return attributes;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(inputs.size() == 1 && places.fits(inputs.getFirst().shape()), inputs);
      return inputs.getFirst().with(places.shape());
    }

    /// The gradient, each element put where it was taken from; what was taken several times is added up.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return Optional.of(build.place(gradient, places, node.input(0).type().shape()));
    }
  }

  /// A tensor of zeros of the given shape with the input at evenly spaced places. Where several elements are at one
  /// place, it has their sum, from +0 on in the order of the input.
  record Place(Spacing places, Shape shape) implements Move {
    @Override
    public String name() {
      return "place";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = places.attributes();
      attributes.put("from", places.shape().toString());
      attributes.put("shape", shape.toString());
      return attributes;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(
          inputs.size() == 1
              && inputs.getFirst().shape().equals(places.shape())
              && places.fits(shape),
          inputs);
      return inputs.getFirst().with(shape);
    }

    /// The gradient at these places.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return Optional.of(build.select(gradient, places));
    }
  }

  /// The inputs one after the other along an axis.
  record Concat(int axis) implements Move {
    @Override
    public String name() {
      return "concat";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("axis", Integer.toString(axis));
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(!inputs.isEmpty(), inputs);
      TensorType first = inputs.getFirst();
      require(axis >= 0 && axis < first.shape().rank(), inputs);
      int length = 0;
      for (TensorType input : inputs) {
        require(
            input.shape().rank() == first.shape().rank()
                && input
                    .with(input.shape().keeping(List.of(axis)))
                    .equals(first.with(first.shape().keeping(List.of(axis)))),
            inputs);
        length += input.shape().size(axis);
      }
      return first.with(Spacing.all(first.shape()).slice(axis, 0, 1, length).shape());
    }

    /// The input's part of the gradient.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      Shape shape = node.input(input).type().shape();
      Spacing part = Spacing.all(shape).slice(axis, start(node, input), 1, shape.size(axis));
      return Optional.of(build.select(gradient, part));
    }

    /// Where input number `input` of `node` begins along the axis.
    public int start(Node node, int input) {
      return node.inputs().subList(0, input).stream()
          .mapToInt(each -> each.type().shape().size(axis))
          .sum();
    }
  }
}
