package netwright.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// The variables of a network as tensors of a file, and back. What only training needs is left out.
public final class Weights {
  private Weights() {}

  /// What a predictor needs of `persistent`, with `metadata`.
  public static TensorFile toFile(
      List<Variable> variables, float[] persistent, Map<String, String> metadata) {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Variable variable : kept(variables)) {
      float[] values = new float[variable.size()];
      System.arraycopy(persistent, variable.offset(), values, 0, values.length);
      tensors.put(variable.name(), StoredTensor.of(sizes(variable), values));
    }
    return new TensorFile(metadata, tensors);
  }

  /// Puts the tensors of `file` into `persistent`.
  ///
  /// @param source how messages call the file
  /// @throws MalformedFileException if a tensor is missing, has another shape or type, or belongs to no variable
  public static void fromFile(
      String source, TensorFile file, List<Variable> variables, float[] persistent)
      throws MalformedFileException {
    List<String> unknown = new ArrayList<>(file.tensors().keySet());
    for (Variable variable : kept(variables)) {
      StoredTensor tensor = file.tensors().get(variable.name());
      unknown.remove(variable.name());
      System.arraycopy(
          floats(source, tensor, variable), 0, persistent, variable.offset(), variable.size());
    }
    if (!unknown.isEmpty()) {
      throw new MalformedFileException(
          source, "the network has no `" + unknown.getFirst() + "`, which is in the file");
    }
  }

  private static float[] floats(String source, StoredTensor tensor, Variable variable)
      throws MalformedFileException {
    boolean fits =
        tensor != null
            && tensor.type() == ElementType.F32
            && Arrays.equals(tensor.shape(), sizes(variable));
    if (!fits) {
      String found = tensor == null ? "it is missing" : "the file has " + tensor;
      String needed = "`" + variable.name() + "` of F32" + variable.shape();
      throw new MalformedFileException(source, "the network needs " + needed + ", but " + found);
    }
    return tensor.floats();
  }

  private static List<Variable> kept(List<Variable> variables) {
    return variables.stream()
        .filter(variable -> variable.role() != Variable.Role.OPTIMIZER_STATE)
        .toList();
  }

  private static int[] sizes(Variable variable) {
    return variable.shape().stream().mapToInt(Integer::intValue).toArray();
  }
}
