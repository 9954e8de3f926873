package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;

/// A value that comes from outside the graph. It has no inputs.
public sealed interface Source extends Operation {

  /// The type of the value.
  TensorType type();

  @Override
  default TensorType infer(List<TensorType> inputs) {
    require(inputs.isEmpty(), inputs);
    return type();
  }

  @Override
  default Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    return Optional.empty();
  }

  /// A single number, already rounded to its type.
  record Constant(DType dtype, double value) implements Source {
    public Constant {
      value = dtype.round(value);
    }

    @Override
    public String name() {
      return "constant";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("value", Double.toString(value));
      attributes.put("dtype", dtype.toString());
      return attributes;
    }

    @Override
    public TensorType type() {
      return TensorType.scalar(dtype);
    }
  }

  /// The numbers 0, 1, … below `size`.
  record Range(DType dtype, int size) implements Source {
    @Override
    public String name() {
      return "range";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("size", Integer.toString(size));
      attributes.put("dtype", dtype.toString());
      return attributes;
    }

    @Override
    public TensorType type() {
      return new TensorType(dtype, Shape.of(size), false);
    }
  }

  /// The number of each sample in the batch, from 0.
  record SampleNumber(DType dtype) implements Source {
    @Override
    public String name() {
      return "sample_number";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("dtype", dtype.toString());
    }

    @Override
    public TensorType type() {
      return new TensorType(dtype, Shape.SCALAR, true);
    }
  }

  /// What a run is given: an input or a target of the network, or a number of the training run such as `epoch`.
  ///
  /// @param classes 0 for a real number; else each element is a class, one of the integers 0 … `classes` - 1, which
  ///     whoever feeds the network has checked
  record Input(String identifier, TensorType type, int classes) implements Source {

    /// An input of real numbers.
    public Input(String identifier, TensorType type) {
      this(identifier, type, 0);
    }

    @Override
    public String name() {
      return "input";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("name", identifier);
      if (classes > 0) {
        attributes.put("classes", Integer.toString(classes));
      }
      return attributes;
    }
  }

  /// What lives from run to run: a parameter, a buffer, an optimizer's state.
  record Variable(String identifier, TensorType type) implements Source {
    @Override
    public String name() {
      return "variable";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("name", identifier);
    }
  }

  /// The number of samples in the batch, as f64.
  record BatchSize() implements Source {
    @Override
    public String name() {
      return "batch_size";
    }

    @Override
    public TensorType type() {
      return TensorType.scalar(DType.F64);
    }
  }

  /// The number of the training step, from 1, as f64.
  record StepNumber() implements Source {
    @Override
    public String name() {
      return "step_number";
    }

    @Override
    public TensorType type() {
      return TensorType.scalar(DType.F64);
    }
  }
}
