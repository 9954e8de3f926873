package netwright.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFilesTest {
  @TempDir Path folder;

  /// Every type that NumPy has, a scalar, an empty tensor, more bytes than a buffer, awkward texts.
  private static TensorFile sample() {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    float[] many = new float[40_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0.37f - 1000;
    }
    tensors.put("z/last first", StoredTensor.of(new int[] {40_001, 1}, many));
    tensors.put("ümlaut 🐚", StoredTensor.of(new int[0], new double[] {-0.0}));
    tensors.put("empty", StoredTensor.of(new int[] {3, 0}, new float[0]));
    tensors.put("nan", StoredTensor.of(new int[] {2}, new float[] {Float.NaN, 1 / 0f}));
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.U64 && type != ElementType.BF16 && !isOwn(type)) {
        tensors.put("t" + type, integers(type));
      }
    }
    return new TensorFile(Map.of("a", "Häuser \"\n", "b", "[1]"), tensors);
  }

  private static boolean isOwn(ElementType type) {
    return type == ElementType.F32 || type == ElementType.F64;
  }

  private static StoredTensor integers(ElementType type) {
    int[] shape = {1, 3};
    return switch (type.bytes()) {
      case 1 -> StoredTensor.of(type, shape, new byte[] {1, -128, 0});
      case 2 -> StoredTensor.of(type, shape, new short[] {1, Short.MIN_VALUE, 0x3C00});
      case 4 -> StoredTensor.of(type, shape, new int[] {1, Integer.MIN_VALUE, -7});
      default -> StoredTensor.of(type, shape, new long[] {1, Long.MIN_VALUE, -7});
    };
  }

  private Path written(String name, TensorFiles.Format format, TensorFile file) throws IOException {
    Path path = folder.resolve(name);
    TensorFiles.write(path, format, file);
    return path;
  }

  @Test
  void bothFormatsKeepEverything() throws IOException {
    for (TensorFiles.Format format : TensorFiles.Format.values()) {
      Path path = written("a", format, sample());
      TensorFile read = TensorFiles.read(path);
      assertEquals(sample(), read);
      assertEquals(List.copyOf(sample().tensors().keySet()), List.copyOf(read.tensors().keySet()));
      assertEquals(format, TensorFiles.formatOf(path));
      assertEquals(-1, Files.mismatch(path, written("b", format, read)));
    }
  }

  /// NumPy has none of these; it reads the same numbers.
  @Test
  void bf16BecomesF32() throws IOException {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", integers(ElementType.BF16));
    TensorFile file = new TensorFile(Map.of(), tensors);
    StoredTensor read =
        TensorFiles.read(written("a", TensorFiles.Format.NPZ, file)).tensors().get("b");
    assertArrayEquals(new float[] {0x1p-133f, -0f, 0x1p-7f}, read.floats());
    assertEquals(file, TensorFiles.read(written("s", TensorFiles.Format.SAFETENSORS, file)));
  }

  @Test
  void valuesAreThoseOfTheTypes() {
    assertEquals(128, integers(ElementType.U8).value(1));
    assertEquals(-128, integers(ElementType.I8).value(1));
    assertEquals(32768, integers(ElementType.U16).value(1));
    assertEquals(-32768, integers(ElementType.I16).value(1));
    assertEquals(1, integers(ElementType.F16).value(2));
    assertEquals(0x1p31, integers(ElementType.U32).value(1));
    assertEquals(-0x1p31, integers(ElementType.I32).value(1));
    assertEquals(0x1p63, integers(ElementType.U64).value(1));
    assertEquals(-0x1p63, integers(ElementType.I64).value(1));
  }

  @Test
  void whatCannotBeReadIsNotWritten() throws IOException {
    Path path = written("a", TensorFiles.Format.NPZ, sample());
    byte[] before = Files.readAllBytes(path);
    for (Map.Entry<String, StoredTensor> odd :
        Map.of(
                "unsigned",
                integers(ElementType.U64),
                "line\nend",
                integers(ElementType.I8),
                "x".repeat(1000),
                integers(ElementType.I8))
            .entrySet()) {
      SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>(Map.of("a", odd.getValue()));
      tensors.put(odd.getKey(), odd.getValue());
      TensorFile file = new TensorFile(Map.of(), tensors);
      assertThrows(
          WeightsException.class, () -> TensorFiles.write(path, TensorFiles.Format.NPZ, file));
    }
    assertArrayEquals(before, Files.readAllBytes(path));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
