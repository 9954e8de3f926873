package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final List<Variable> VARIABLES =
      List.of(
          new Variable("w", Variable.Role.PARAMETER, List.of(2, 1), 0),
          new Variable("mean", Variable.Role.FITTED, List.of(), 3),
          new Variable("w.adam.m", Variable.Role.OPTIMIZER_STATE, List.of(2, 1), 4));

  private static String problem(Map<String, StoredTensor> tensors) {
    TensorFile file = new TensorFile(Map.of(), new LinkedHashMap<>(tensors));
    return assertThrows(
            MalformedFileException.class,
            () -> Weights.fromFile("w.safetensors", file, VARIABLES, Persistent.of(new float[6])))
        .getMessage();
  }

  @Test
  void whatAPredictorNeedsGoesAndComesBack() throws MalformedFileException {
    TensorFile file =
        Weights.toFile(VARIABLES, Persistent.of(new float[] {1, 2, 9, 3, 7, 8}), Map.of("a", "b"));
    assertEquals(List.of("w", "mean"), List.copyOf(file.tensors().keySet()));
    float[] read = new float[6];
    Weights.fromFile("w.safetensors", file, VARIABLES, Persistent.of(read));
    assertArrayEquals(new float[] {1, 2, 0, 3, 0, 0}, read);
  }

  @Test
  void doublesKeepAllTheirDigits() throws MalformedFileException {
    double[] values = {0.1, 1 / 3.0, 9, Math.PI, 7, 8};
    TensorFile file = Weights.toFile(VARIABLES, Persistent.of(values), Map.of());
    double[] read = new double[6];
    Weights.fromFile("w.safetensors", file, VARIABLES, Persistent.of(read));
    assertArrayEquals(new double[] {0.1, 1 / 3.0, 0, Math.PI, 0, 0}, read);
  }

  @Test
  void otherWeightsAreRefused() {
    StoredTensor w = StoredTensor.of(new int[] {2, 1}, new float[2]);
    StoredTensor mean = StoredTensor.of(new int[0], new float[1]);
    StoredTensor turned = StoredTensor.of(new int[] {1, 2}, new float[2]);
    StoredTensor wide = StoredTensor.of(new int[] {2, 1}, new double[2]);
    assertEquals(
        "w.safetensors: the network needs `mean` of F32[], but it is missing",
        problem(Map.of("w", w)));
    assertEquals(
        "w.safetensors: the network needs `w` of F32[2, 1], but the file has F32[1, 2]",
        problem(Map.of("w", turned, "mean", mean)));
    assertEquals(
        "w.safetensors: the network needs `w` of F32[2, 1], but the file has F64[2, 1]",
        problem(Map.of("w", wide, "mean", mean)));
    assertEquals(
        "w.safetensors: the network has no `b`, which is in the file",
        problem(Map.of("w", w, "mean", mean, "b", mean)));
  }
}
