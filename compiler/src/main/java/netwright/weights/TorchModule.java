package netwright.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import netwright.check.TypedModel;
import netwright.check.TypedModel.ModelVariable;
import netwright.check.TypedModel.NameSegment;
import netwright.runtime.Variable.Role;

/// A layer of the network as a module of PyTorch.
///
/// @param name the layer's, such as `h1.linear`
/// @param binding the same, if the binding has no other: `h1`; else the name again
/// @param kind the class of PyTorch's module; empty if it has none
/// @param fitted whether it holds nothing but what is fitted to data
record TorchModule(String name, String binding, String kind, boolean fitted, List<Tensor> tensors) {

  TorchModule {
    tensors = List.copyOf(tensors);
  }

  /// A tensor of the module.
  ///
  /// @param name such as `weight`
  /// @param shape as PyTorch has it
  /// @param pieces what of ours lies in it
  record Tensor(String name, List<Integer> shape, List<Piece> pieces) {
    Tensor {
      shape = List.copyOf(shape);
      pieces = List.copyOf(pieces);
    }
  }

  /// One of our variables in a tensor of PyTorch.
  ///
  /// @param variable its name
  /// @param shape ours
  /// @param axes ours, in the order in which PyTorch has them
  /// @param part which part along PyTorch's first axis it is
  record Piece(String variable, List<Integer> shape, List<Integer> axes, int part) {
    Piece {
      shape = List.copyOf(shape);
      axes = List.copyOf(axes);
    }

    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /// The sizes as PyTorch has them.
    List<Integer> turned() {
      return axes.stream().map(shape::get).toList();
    }
  }

  /// What counts the batches of a batch norm, which nothing of ours reads.
  static final String BATCHES = "num_batches_tracked";

  boolean countsBatches() {
    return kind.equals("BatchNorm")
        && tensors.stream().anyMatch(tensor -> tensor.name().equals("running_mean"));
  }

  /// Names and shapes of all tensors; modules that have the same may be one another.
  Map<String, String> signature() {
    Map<String, String> signature = new TreeMap<>();
    tensors.forEach(tensor -> signature.put(tensor.name(), tensor.shape().toString()));
    return signature;
  }

  /// The layers of a network that have parameters or states, in the order of the source.
  static List<TorchModule> of(TypedModel model) {
    Map<String, List<ModelVariable>> layers = new LinkedHashMap<>();
    for (ModelVariable variable : model.variables()) {
      int segments = Counterparts.of(variable.path()).module();
      layers.computeIfAbsent(name(variable, segments), _ -> new ArrayList<>()).add(variable);
    }
    Map<String, Long> bindings =
        layers.keySet().stream()
            .collect(Collectors.groupingBy(TorchModule::binding, Collectors.counting()));
    List<TorchModule> modules = new ArrayList<>();
    layers.forEach((name, variables) -> {
      boolean alone = bindings.get(binding(name)) == 1;
      modules.add(module(name, alone ? binding(name) : name, variables));
    });
    return modules;
  }

  private static String name(ModelVariable variable, int segments) {
    return variable.path().subList(0, segments).stream()
        .map(NameSegment::text)
        .collect(Collectors.joining("."));
  }

  private static String binding(String name) {
    return name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
  }

  private static TorchModule module(String name, String binding, List<ModelVariable> variables) {
    Map<String, List<Piece>> pieces = new LinkedHashMap<>();
    String kind = "";
    for (ModelVariable variable : variables) {
      String last = variable.path().getLast().text();
      List<Integer> shape = variable.shape().sizes();
      switch (Counterparts.of(variable.path()).counterpart()) {
        case Counterpart.Tensor tensor -> {
          kind = tensor.module();
          List<Integer> axes = tensor.axes().isEmpty() ? inOrder(shape) : tensor.axes();
          Piece piece = new Piece(variable.name(), shape, axes, tensor.part());
          pieces.computeIfAbsent(tensor.name(), _ -> new ArrayList<>()).add(piece);
        }
        case Counterpart.None() -> {
          Piece piece = new Piece(variable.name(), shape, inOrder(shape), 0);
          pieces.computeIfAbsent(last, _ -> new ArrayList<>()).add(piece);
        }
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    pieces.forEach((tensor, parts) -> tensors.add(new Tensor(tensor, shape(parts), parts)));
    boolean fitted = variables.stream().allMatch(variable -> variable.role() == Role.FITTED);
    return new TorchModule(name, binding, kind, fitted, tensors);
  }

  private static List<Integer> shape(List<Piece> parts) {
    List<Integer> shape = new ArrayList<>(parts.getFirst().turned());
    if (parts.size() > 1) {
      shape.set(0, Math.multiplyExact(shape.getFirst(), parts.size()));
    }
    return shape;
  }

  private static List<Integer> inOrder(List<Integer> shape) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      axes.add(axis);
    }
    return axes;
  }
}
