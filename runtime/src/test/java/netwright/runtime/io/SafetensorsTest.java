package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    TensorFile file = sample();
    Path path = folder.resolve("all.safetensors");
    Safetensors.write(path, file);
    TensorFile read = Safetensors.read(path);
    assertEquals(file, read);
    assertEquals(List.copyOf(file.tensors().keySet()), List.copyOf(read.tensors().keySet()));
    assertEquals(file, Safetensors.read("memory", Files.readAllBytes(path)));
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Safetensors.write(first, sample());
    Safetensors.write(second, Safetensors.read(first));
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    var tensors = new LinkedHashMap<String, StoredTensor>();
    tensors.put("b", StoredTensor.of(new int[] {1, 2}, new float[] {1, Float.intBitsToFloat(-1)}));
    Path path = folder.resolve("one.safetensors");
    Safetensors.write(path, new TensorFile(Map.of("epoch", "7"), tensors));
    byte[] bytes = Files.readAllBytes(path);
    String header = new String(bytes, 8, bytes.length - 16, StandardCharsets.UTF_8);
    String expected =
        "{\"__metadata__\":{\"epoch\":\"7\",\"netwright.sha256\":"
            + "\"c5a9838fc5dcd30b553f91b142049c4fd057c83c043c7534ef12c4bc9439041d\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    assertEquals(expected, header.strip());
    assertEquals(0, header.length() % 8);
    assertEquals(header.length(), bytes[0] & 0xFF);
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0xc0, 0x7f},
        Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length));
  }

  @Test
  void aDamagedTensorIsFound() throws IOException {
    Path path = folder.resolve("damaged.safetensors");
    Safetensors.write(path, sample());
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 3] ^= 16;
    Files.write(path, bytes);
    var failure = assertThrows(MalformedFileException.class, () -> Safetensors.read(path));
    assertTrue(failure.getMessage().startsWith(path + ": the checksum"), failure.getMessage());
  }

  @Test
  void aFailedWriteKeepsTheOldFile() throws IOException {
    Path path = folder.resolve("kept.safetensors");
    Safetensors.write(path, sample());
    var tensors = new LinkedHashMap<String, StoredTensor>();
    tensors.put("x".repeat(2000), StoredTensor.zeros(ElementType.F32, 1));
    TensorFile tooLong = new TensorFile(Map.of(), tensors);
    assertThrows(MalformedFileException.class, () -> Safetensors.write(path, tooLong));
    assertEquals(sample(), Safetensors.read(path));
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    Path path = folder.resolve("missing");
    var failure = assertThrows(NoSuchFileException.class, () -> Safetensors.read(path));
    assertEquals(path + ": no such file", failure.getMessage());
  }

  @Test
  void aTensorKnowsItsType() {
    StoredTensor tensor = StoredTensor.zeros(ElementType.F64, 2, 3);
    assertEquals(6, tensor.doubles().length);
    assertThrows(IllegalStateException.class, tensor::floats);
    int[] shape = {2};
    assertThrows(IllegalArgumentException.class, () -> StoredTensor.of(shape, new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> StoredTensor.zeros(ElementType.F32, 65536, 65536));
  }

  /// Every type, a scalar, an empty tensor, more bytes than one buffer, and awkward text.
  static TensorFile sample() {
    var tensors = new LinkedHashMap<String, StoredTensor>();
    float[] many = new float[50_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = Float.intBitsToFloat(i * 0x9E3779B9);
    }
    tensors.put("h1.linear.weight", StoredTensor.of(new int[] {50_001, 1}, many));
    tensors.put("scalar", StoredTensor.of(new int[0], new double[] {-0.0}));
    tensors.put("empty", StoredTensor.of(new int[] {3, 0}, new int[0]));
    tensors.put("ints", StoredTensor.of(new int[] {3}, new int[] {1, -2, Integer.MIN_VALUE}));
    tensors.put("a \"name\" \\ of ümlauts 🐚", StoredTensor.of(new int[] {1}, new long[] {-9}));
    return new TensorFile(Map.of("network", "Häuser\n\t\u0001", "", "", "z", "\"\\/"), tensors);
  }
}
