package netwright.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import netwright.check.Checking;
import netwright.check.TypedModel;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;

/// Which module of a state dict is which layer of the network.
class PyTorchTest {
  /// Three layers of the same shapes and one of another.
  private static final TypedModel MODEL =
      model("a = x -> linear(2) -> tanh\nb = a -> linear(2) -> tanh\nc = b -> linear(2) -> tanh");

  private static TypedModel model(String items) {
    return Checking.model(
        "test.net",
        """
        network Test {
          input x: [2]
          target y: [1]
          %s
          output z = c -> linear(1)
          loss mse(z, y)
          train { optimizer = sgd() }
          data { file = "a.csv"  x = [A, B]  y = [C] }
        }
        """
            .formatted(items));
  }

  private static StoredTensor square(float value) {
    return StoredTensor.of(new int[] {2, 2}, new float[] {value, 10, 20, 30});
  }

  private static TensorFile dict(String... modules) {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < modules.length - 1; i++) {
      tensors.put(modules[i] + ".weight", square(i + 1));
      tensors.put(modules[i] + ".bias", StoredTensor.of(new int[] {2}, new float[] {i, -i}));
    }
    String last = modules[modules.length - 1];
    tensors.put(last + ".weight", StoredTensor.of(new int[] {1, 2}, new float[] {7, 8}));
    tensors.put(last + ".bias", StoredTensor.of(new int[] {1}, new float[] {9}));
    return new TensorFile(Map.of("format", "pt"), tensors);
  }

  private static PyTorch.Converted read(TensorFile dict, Map<String, String> names, boolean ordered)
      throws WeightsException {
    return new PyTorch("m", MODEL).read(dict, ElementType.F32, names, ordered, Map.of());
  }

  private static List<String> names(PyTorch.Converted converted) {
    return converted.names().values().stream()
        .filter(name -> name.endsWith(".weight"))
        .map(name -> name.substring(0, name.length() - ".weight".length()))
        .toList();
  }

  private static String refused(TensorFile dict, Map<String, String> names) {
    WeightsException refused = assertThrows(WeightsException.class, () -> read(dict, names, false));
    assertEquals(1, refused.getMessage().lines().count());
    return refused.getMessage();
  }

  @Test
  void weightsAreTurned() throws WeightsException {
    TensorFile read = read(dict("0", "2", "4", "6"), Map.of(), false).file();
    assertArrayEquals(new float[] {1, 20, 10, 30}, read.tensors().get("a.linear.weight").floats());
    assertArrayEquals(new int[] {2, 1}, read.tensors().get("z.linear.weight").shape());
    assertEquals(Map.of(), read.metadata());
  }

  @Test
  void numbersAreCounted() throws WeightsException {
    TensorFile sorted = dict("layers.10", "layers.2", "layers.9", "head");
    assertEquals(
        List.of("layers.2", "layers.9", "layers.10", "head"), names(read(sorted, Map.of(), false)));
    assertEquals(
        List.of("fc1", "fc2", "fc3", "out"),
        names(read(dict("fc3", "fc1", "fc2", "out"), Map.of(), true)));
  }

  @Test
  void namesComeFirst() throws WeightsException {
    assertEquals(
        List.of("a", "b", "c", "z"), names(read(dict("c", "b", "a", "z"), Map.of(), false)));
    assertEquals(
        List.of("a.linear", "b.linear", "c", "q"),
        names(read(dict("c", "b.linear", "a.linear", "q"), Map.of(), false)));
  }

  @Test
  void theOrderOfNpzIsThatOfTheModel() throws WeightsException {
    TensorFile dict = dict("first", "hidden", "deep", "head");
    assertEquals(List.of("first", "hidden", "deep", "head"), names(read(dict, Map.of(), true)));
    assertEquals(
        "m has first, hidden, deep of the same shapes for a.linear, b.linear, c.linear, and safetensors files do not keep their order",
        refused(dict, Map.of()));
    Map<String, String> said = Map.of("a.linear", "first", "b", "hidden");
    assertEquals(List.of("first", "hidden", "deep", "head"), names(read(dict, said, false)));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    TensorFile sound = dict("0", "2", "4", "6");
    assertEquals(
        "m has nothing left for `b.linear.weight`, [2, 2] in PyTorch's layout",
        refused(without(sound), Map.of("a", "0", "c", "4")));
    SequencedMap<String, StoredTensor> other = new LinkedHashMap<>(sound.tensors());
    other.put("2.weight", StoredTensor.zeros(ElementType.F32, 3, 2));
    assertEquals(
        "m: `b.linear.weight` needs [2, 2] in PyTorch's layout, but `2.weight` is [3, 2]",
        refused(new TensorFile(Map.of(), other), Map.of("a", "0", "c", "4", "b.linear", "2")));
    SequencedMap<String, StoredTensor> more = new LinkedHashMap<>(sound.tensors());
    more.put("8.weight", StoredTensor.zeros(ElementType.F32, 5));
    assertEquals(
        "m has `8.weight`, for which the network has no layer left",
        refused(new TensorFile(Map.of(), more), Map.of()));
    SequencedMap<String, StoredTensor> integers = new LinkedHashMap<>(sound.tensors());
    integers.put("2.weight", StoredTensor.zeros(ElementType.I64, 2, 2));
    assertEquals("m has I64 in `2.weight`", refused(new TensorFile(Map.of(), integers), Map.of()));
    assertEquals("the network has no layer `d` with weights", refused(sound, Map.of("d", "0")));
    assertEquals("m has no `9` for `a.linear`", refused(sound, Map.of("a", "9")));
  }

  private static TensorFile without(TensorFile file) {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>(file.tensors());
    tensors.remove("2.weight");
    tensors.remove("2.bias");
    return new TensorFile(Map.of(), tensors);
  }

  @Test
  void numbersAreRoundedOnce() throws WeightsException {
    SequencedMap<String, StoredTensor> tensors =
        new LinkedHashMap<>(dict("0", "2", "4", "6").tensors());
    tensors.put("0.bias", StoredTensor.of(new int[] {2}, new double[] {0.1, Double.NaN}));
    short half = Float.floatToFloat16(0.1f);
    tensors.put("2.bias", StoredTensor.of(ElementType.F16, new int[] {2}, new short[] {half, 1}));
    short brain = (short) (Float.floatToRawIntBits(0.1f) >>> 16);
    tensors.put("4.bias", StoredTensor.of(ElementType.BF16, new int[] {2}, new short[] {brain, 0}));
    Map<String, StoredTensor> read =
        read(new TensorFile(Map.of(), tensors), Map.of(), false).file().tensors();
    assertArrayEquals(new float[] {0.1f, Float.NaN}, read.get("a.linear.bias").floats());
    assertArrayEquals(new float[] {0.099975586f, 0x1p-24f}, read.get("b.linear.bias").floats());
    assertArrayEquals(new float[] {0.099609375f, 0}, read.get("c.linear.bias").floats());
    tensors.put("0.bias", StoredTensor.of(new int[] {2}, new double[] {1e39, 0}));
    assertEquals(
        "m: `0.bias` has 1.0E39, which is too large for F32",
        refused(new TensorFile(Map.of(), tensors), Map.of()));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws WeightsException {
    TensorFile theirs = dict("0", "2", "4", "6");
    PyTorch pytorch = new PyTorch("m", MODEL);
    TensorFile ours = read(theirs, Map.of(), false).file();
    PyTorch.Converted like = pytorch.write(ours, Map.of(), Optional.of(theirs), false);
    assertEquals(theirs.tensors(), like.file().tensors());
    assertEquals(Map.of("format", "pt", "netwright.layout", "pytorch"), like.file().metadata());
    PyTorch.Converted plain = pytorch.write(ours, Map.of("a", "first"), Optional.empty(), false);
    assertEquals(List.of("first", "b.linear", "c.linear", "z.linear"), names(plain));
    assertEquals(ours, read(plain.file(), Map.of("a", "first"), false).file());
    assertThrows(
        WeightsException.class,
        () -> pytorch.write(ours, Map.of("a", "b.linear"), Optional.empty(), false));
    assertThrows(
        WeightsException.class, () -> pytorch.write(theirs, Map.of(), Optional.empty(), false));
    assertThrows(
        WeightsException.class,
        () -> pytorch.write(ours, Map.of("d", "e"), Optional.empty(), false));
  }

  @Test
  void repeatedLayersAreModulesOfTheirOwn() throws WeightsException {
    TypedModel repeated = model("c = x -> repeat 12 (linear(2) -> tanh)");
    List<TorchModule> modules = TorchModule.of(repeated);
    assertEquals(13, modules.size());
    assertTrue(modules.get(9).name().startsWith("c."), modules.get(9).name());
    assertTrue(modules.get(9).name().contains("10"), modules.get(9).name());
    TensorFile ours = ours(modules);
    PyTorch pytorch = new PyTorch("m", repeated);
    TensorFile theirs = pytorch.write(ours, Map.of(), Optional.empty(), false).file();
    assertEquals(
        ours.tensors(),
        pytorch.read(theirs, ElementType.F32, Map.of(), false, Map.of()).file().tensors());
  }

  private static TensorFile ours(List<TorchModule> modules) {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    float next = 0;
    for (TorchModule module : modules) {
      for (TorchModule.Tensor tensor : module.tensors()) {
        TorchModule.Piece piece = tensor.pieces().getFirst();
        int[] shape = piece.shape().stream().mapToInt(Integer::intValue).toArray();
        float[] values = new float[piece.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = next++;
        }
        tensors.put(piece.variable(), StoredTensor.of(shape, values));
      }
    }
    return new TensorFile(Map.of(), tensors);
  }
}
