package netwright.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {
  @TempDir Path folder;

  private double[] elements(String name, byte... content) throws IOException {
    Path path = Files.write(folder.resolve("array"), content);
    try (ArrayFile file = ArrayFile.open(path).orElseThrow()) {
      StoredArray array = file.array(name);
      double[] elements = new double[(int) array.header().elements()];
      array.read((place, type, bytes, index) -> {
        elements[(int) place] = type.wide(bytes, index);
        assertEquals(type.narrow(bytes, index), (float) type.wide(bytes, index));
      });
      return elements;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, 0 1 1",
    "|i1, -128 0 127",
    "|u1, 0 128 255",
    "<i2, -32768 258 32767",
    ">i2, -32768 258 32767",
    "<u2, 0 258 65535",
    ">u2, 0 258 65535",
    "<i4, -2147483648 16909060 2147483647",
    ">i4, -2147483648 16909060 2147483647",
    "<u4, 0 16909060 4294967295",
    ">u4, 0 16909060 4294967295",
    "<i8, -9007199254740992 72623859790382856 1",
    ">i8, -9007199254740992 72623859790382856 1",
    "<f2, -1.5 65504 0.00006103515625",
    ">f2, -1.5 65504 0.00006103515625",
    "<f4, -1.5 3.4028234663852886E38 1.401298464324817E-45",
    ">f4, -1.5 3.4028234663852886E38 1.401298464324817E-45",
    "<f8, -1.5 1.7976931348623157E308 0.1",
    ">f8, -1.5 1.7976931348623157E308 0.1"
  })
  void readsEveryTypeInBothOrders(String descr, String text) throws IOException {
    double[] expected =
        List.of(text.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
    ByteBuffer bytes = ByteBuffer.allocate(expected.length * (descr.charAt(2) - '0'));
    bytes.order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : expected) {
      put(bytes, descr.substring(1), value);
    }
    assertArrayEquals(
        expected, elements("", ArrayBytes.npy(1, descr, false, "(3,)", bytes.array())));
  }

  private static void put(ByteBuffer bytes, String type, double value) {
    switch (type) {
      case "f2" -> bytes.putShort(Float.floatToFloat16((float) value));
      case "f4" -> bytes.putFloat((float) value);
      case "f8" -> bytes.putDouble(value);
      case "i8" -> bytes.putLong((long) value);
      case "i4", "u4" -> bytes.putInt((int) (long) value);
      case "i2", "u2" -> bytes.putShort((short) value);
      default -> bytes.put((byte) value);
    }
  }

  /// A long is rounded once, not first to f64.
  @Test
  void longsAreRoundedOnce() throws IOException {
    long value = (1L << 60) + (1L << 36) + 1;
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    Path path =
        Files.write(folder.resolve("a.npy"), ArrayBytes.npy(1, "<i8", false, "(1,)", bytes));
    float[] read = new float[1];
    try (ArrayFile file = ArrayFile.open(path).orElseThrow()) {
      file.array("").read((place, type, buffer, index) -> read[0] = type.narrow(buffer, index));
    }
    assertEquals((float) value, read[0]);
    assertTrue((float) value != (float) (double) value);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int version) throws IOException {
    byte[] content =
        ArrayBytes.npy(
            version, "|u1", false, "(2, 3)", (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5,
            (byte) 6);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, elements("", content));
  }

  @Test
  void firstAxisMayVaryFastest() throws IOException {
    byte[] content = new byte[24];
    double[] expected = new double[24];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          content[i + 2 * (j + 3 * k)] = (byte) (100 * i + 10 * j + k);
          expected[k + 4 * (j + 3 * i)] = 100 * i + 10 * j + k;
        }
      }
    }
    assertArrayEquals(expected, elements("", ArrayBytes.npy(1, "|i1", true, "(2, 3, 4)", content)));
  }

  @Test
  void arraysAreLargerThanAnyBuffer() throws IOException {
    byte[] content = new byte[200_000];
    double[] expected = new double[content.length];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >> 3);
      expected[i] = content[i];
    }
    byte[] npy = ArrayBytes.npy(1, "|i1", false, "(1000, 200)", content);
    assertArrayEquals(expected, elements("", npy));
    assertArrayEquals(expected, elements("a", ArrayBytes.npz(true, Map.of("a", npy))));
  }

  @Test
  void oldHeadersAndScalars() throws IOException {
    assertArrayEquals(
        new double[] {7},
        elements(
            "",
            ArrayBytes.npy(
                1, "{\"descr\":\"|u1\",\"shape\":(1L,),\"fortran_order\":False}", (byte) 7)));
    assertArrayEquals(
        new double[] {7}, elements("", ArrayBytes.npy(1, "|u1", false, "()", (byte) 7)));
  }

  @Test
  void readsIdxPlainAndCompressed() throws IOException {
    byte[] idx = ArrayBytes.idx(new int[] {2, 1, 2}, 1, 2, 3, 255);
    double[] expected = {1, 2, 3, 255};
    assertArrayEquals(expected, elements("", idx));
    assertArrayEquals(expected, elements("", ArrayBytes.gzip(idx)));
    byte[] shorts = {0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, (byte) 0xFF, (byte) 0xFF};
    assertArrayEquals(new double[] {258, -1}, elements("", shorts));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsNpz(boolean compressed) throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("images", ArrayBytes.unsigned("(2, 2)", 1, 2, 3, 4));
    arrays.put("labels", ArrayBytes.unsigned("(2,)", 9, 8));
    byte[] npz = ArrayBytes.npz(compressed, arrays);
    assertArrayEquals(new double[] {1, 2, 3, 4}, elements("images", npz));
    assertArrayEquals(new double[] {9, 8}, elements("labels", npz));
    try (ArrayFile file = ArrayFile.open(folder.resolve("array")).orElseThrow()) {
      assertEquals(List.of("images", "labels"), file.names());
      assertEquals(List.of(2, 2), file.array("images").header().shape());
    }
  }

  @Test
  void otherFilesAreNone() throws IOException {
    for (String text : List.of("", "a,b\n1,2\n", "PK")) {
      assertTrue(ArrayFile.open(Files.writeString(folder.resolve("x.csv"), text)).isEmpty());
    }
  }
}
