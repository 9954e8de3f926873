package netwright.runtime;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// The variables of a network as tensors of a file, and back. What only training needs is left out.
public final class Weights {
  private Weights() {}

  /// What a predictor needs of `persistent`, with `metadata`.
  public static TensorFile toFile(
      List<Variable> variables, Persistent persistent, Map<String, String> metadata) {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Variable variable : kept(variables)) {
      tensors.put(variable.name(), tensor(variable, persistent));
    }
    return new TensorFile(metadata, tensors);
  }

  /// Puts the tensors of `file` into `persistent`.
  ///
  /// @param source how messages call the file
  /// @throws MalformedFileException if a tensor is missing, has another shape or type, or belongs to no variable
  public static void fromFile(
      String source, TensorFile file, List<Variable> variables, Persistent persistent)
      throws MalformedFileException {
    List<String> unknown = new ArrayList<>(file.tensors().keySet());
    for (Variable variable : kept(variables)) {
      StoredTensor tensor = file.tensors().get(variable.name());
      unknown.remove(variable.name());
      put(source, tensor, variable, persistent);
    }
    if (!unknown.isEmpty()) {
      throw new MalformedFileException(
          source, "the network has no `" + unknown.getFirst() + "`, which is in the file");
    }
  }

  /// Reads the weights beside a class.
  ///
  /// @param source what messages call them
  /// @param stream their bytes, closed afterwards; null if there are none
  /// @throws FileNotFoundException if there are none
  /// @throws IOException if they cannot be read, or are damaged
  public static TensorFile beside(String source, InputStream stream) throws IOException {
    if (stream == null) {
      throw new FileNotFoundException(
          "there is no " + source + " beside the class: name a file, as in load(Path.of(…))");
    }
    try (stream) {
      return Safetensors.readResource(source, stream.readAllBytes());
    }
  }

  /// A copy of what `persistent` has of `variable`.
  public static StoredTensor tensor(Variable variable, Persistent persistent) {
    int from = variable.offset();
    int to = from + variable.size();
    return persistent.precision() == Precision.F32
        ? StoredTensor.of(sizes(variable), Arrays.copyOfRange(persistent.floats(), from, to))
        : StoredTensor.of(sizes(variable), Arrays.copyOfRange(persistent.doubles(), from, to));
  }

  /// Puts the elements of `tensor` where `persistent` has those of `variable`.
  ///
  /// @param source how messages call the file
  /// @param tensor `null` if the file has none
  /// @throws MalformedFileException if it is missing, or has another shape or type
  public static void put(
      String source, StoredTensor tensor, Variable variable, Persistent persistent)
      throws MalformedFileException {
    requireFitting(source, tensor, variable, persistent.precision());
    int to = variable.offset();
    if (persistent.precision() == Precision.F32) {
      System.arraycopy(tensor.floats(), 0, persistent.floats(), to, variable.size());
    } else {
      System.arraycopy(tensor.doubles(), 0, persistent.doubles(), to, variable.size());
    }
  }

  private static void requireFitting(
      String source, StoredTensor tensor, Variable variable, Precision precision)
      throws MalformedFileException {
    ElementType type = precision == Precision.F32 ? ElementType.F32 : ElementType.F64;
    boolean fits =
        tensor != null && tensor.type() == type && Arrays.equals(tensor.shape(), sizes(variable));
    if (!fits) {
      String found = tensor == null ? "it is missing" : "the file has " + tensor;
      String needed = "`" + variable.name() + "` of " + type + variable.shape();
      throw new MalformedFileException(source, "the network needs " + needed + ", but " + found);
    }
  }

  private static List<Variable> kept(List<Variable> variables) {
    List<Variable> kept = new ArrayList<>();
    for (Variable variable : variables) {
      if (variable.role() != Variable.Role.OPTIMIZER_STATE) {
        kept.add(variable);
      }
    }
    return kept;
  }

  private static int[] sizes(Variable variable) {
    int[] sizes = new int[variable.shape().size()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = variable.shape().get(axis);
    }
    return sizes;
  }
}
