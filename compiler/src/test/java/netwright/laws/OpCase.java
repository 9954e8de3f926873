package netwright.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.op.Elementwise;
import netwright.op.Operation;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// One operation and the types of operands to try it on. Elementwise operations broadcast theirs.
record OpCase(Operation operation, List<TensorType> operands) {

  /// The operation of new inputs, which are called `name.0`, `name.1`, ….
  Node build(TensorBuilder build, String name) {
    return build(build, inputs(build, name));
  }

  /// The operation of these inputs.
  Node build(TensorBuilder build, List<Node> inputs) {
    return operation instanceof Elementwise elementwise
        ? build.apply(elementwise, inputs.toArray(Node[]::new))
        : build.add(operation, inputs);
  }

  List<Node> inputs(TensorBuilder build, String name) {
    List<Node> inputs = new ArrayList<>();
    for (TensorType type : operands) {
      inputs.add(build.add(new Source.Input(name + "." + inputs.size(), type), List.of()));
    }
    return inputs;
  }

  /// The same with elements of another type.
  OpCase with(DType dtype) {
    return new OpCase(operation, operands.stream().map(type -> type.with(dtype)).toList());
  }

  /// The number of elements of all operands, for one sample.
  int size() {
    return operands.stream().mapToInt(type -> type.shape().elements()).sum();
  }

  @Override
  public String toString() {
    return operands.stream()
        .map(TensorType::toString)
        .collect(Collectors.joining(", ", operation.name() + operation.attributes() + "(", ")"));
  }
}
