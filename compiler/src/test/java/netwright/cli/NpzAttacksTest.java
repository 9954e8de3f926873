package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netwright.arrays.ArrayBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hostile `.npz` files of weights: each is refused with one line and exit code 2, or is harmless.
class NpzAttacksTest {
  private static final byte[] NPY = ArrayBytes.floats("(2, 3)", 1, 2, 3, 4, 5, 6);
  private static final int DIRECTORY_ENTRY = 46;

  @TempDir Path folder;

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("attack.npz"), content);
  }

  private static void assertRefused(Path file, String problem) {
    Netc netc = Netc.run("weights", "show", file);
    assertEquals(2, netc.exit(), netc.err() + netc.out());
    assertEquals("", netc.out());
    String line = netc.err().lines().findFirst().orElseThrow();
    assertTrue(line.startsWith("error[E0702]: " + file), netc.err());
    assertTrue(line.contains(problem), netc.err());
    assertEquals(2, netc.err().lines().count(), netc.err());
  }

  /// A zip file with these files, compressed.
  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /// Where the directory of a zip file begins.
  private static int directory(byte... zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 22 + 16);
  }

  /// Where the second entry of the directory begins.
  private static int second(byte... zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int first = directory(zip);
    return first + DIRECTORY_ENTRY + bytes.getShort(first + 28) + bytes.getShort(first + 30);
  }

  private static byte[] two(boolean compressed) {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("a", NPY);
    arrays.put("b", NPY);
    return ArrayBytes.npz(compressed, arrays);
  }

  @Test
  void theTemplateIsSound() throws IOException {
    Netc netc = Netc.run("weights", "show", file(two(true)));
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.out().contains("2 tensors, 12 numbers"), netc.out());
  }

  /// 200 MB of zeros in 200 KB.
  @Test
  void bomb() throws IOException {
    byte[] zeros = ArrayBytes.npy(1, "|u1", false, "(50000000,)", new byte[50_000_000]);
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      arrays.put(name, zeros);
    }
    Path bomb = file(ArrayBytes.npz(true, arrays));
    assertTrue(Files.size(bomb) < 250_000);
    assertRefused(bomb, "would grow to more than");
  }

  @Test
  void entriesThatShareTheirBytes() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    byte[] large = ArrayBytes.unsigned("(4096,)", new int[4096]);
    arrays.put("a", large);
    arrays.put("b", large);
    byte[] bytes = ArrayBytes.npz(false, arrays);
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.length - 200;
    directory.putInt(second(bytes) + 20, size).putInt(second(bytes) + 24, size);
    directory.putInt(second(bytes) + 42, 0);
    assertRefused(file(bytes), "more than the file has: they overlap");
  }

  @Test
  void sizesThatAreNotThoseOfTheBytes() throws IOException {
    byte[] larger = two(true);
    ByteBuffer bytes = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(directory(larger) + 24, 0x7FFFFFFF);
    assertRefused(file(larger), "says that its array `a` has 2147483647 bytes");
    bytes.putInt(directory(larger) + 24, NPY.length - 4);
    assertRefused(file(larger), "`a.npy` has more bytes than it says");
  }

  @Test
  void checksums() throws IOException {
    byte[] damaged = two(false);
    damaged[30 + "a.npy".length() + NPY.length - 1] ^= 1;
    assertRefused(file(damaged), "the checksum of `a.npy` is another");
  }

  /// The name of an entry is never the name of a file.
  @Test
  void namesThatLeaveTheFolder() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path npz = Files.write(inner.resolve("a.npz"), ArrayBytes.npz(true, Map.of("../../evil", NPY)));
    assertEquals(0, Netc.run("weights", "show", npz).exit());
    Netc netc = Netc.run("weights", "convert", npz, inner.resolve("a.safetensors"));
    assertEquals(0, netc.exit(), netc.err());
    assertFalse(Files.exists(folder.resolve("evil")) || Files.exists(folder.resolve("evil.npy")));
    try (var files = Files.list(inner)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void encrypted() throws IOException {
    byte[] bytes = two(false);
    bytes[6] |= 1;
    bytes[directory(bytes) + 8] |= 1;
    assertRefused(file(bytes), "(encr");
  }

  @Test
  void namesTwice() throws IOException {
    byte[] bytes = two(false);
    bytes[second(bytes) + DIRECTORY_ENTRY] = 'a';
    assertRefused(file(bytes), "has two arrays called `a.npy`");
  }

  @Test
  void cutOff() throws IOException {
    byte[] bytes = two(true);
    assertRefused(file(Arrays.copyOf(bytes, bytes.length / 2)), "is damaged");
    assertRefused(file(Arrays.copyOf(bytes, 2)), "is damaged");
  }

  @Test
  void moreArraysThanAnyNetworkHas() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    byte[] none = ArrayBytes.floats("(0,)");
    for (int i = 0; i < 10_001; i++) {
      arrays.put("a" + i, none);
    }
    assertRefused(file(ArrayBytes.npz(true, arrays)), "claims to have 10001 arrays");
  }

  @Test
  void pythonObjects() throws IOException {
    byte[] objects = ArrayBytes.npy(1, "|O", false, "(1,)", (byte) 0x80);
    assertRefused(file(ArrayBytes.npz(true, Map.of("a", objects))), "has Python objects");
  }

  @Test
  void pickles() throws IOException {
    Path pickle = folder.resolve("model.pt");
    Files.write(pickle, zip(Map.of("model/data.pkl", new byte[10])));
    assertRefused(pickle, "is a pickle of PyTorch, which can run code when it is read");
    Files.write(pickle, zip(Map.of("readme.txt", new byte[10])));
    assertRefused(pickle, "is a zip file without arrays");
  }

  @Test
  void arraysThatCannotBeTensors() throws IOException {
    assertRefused(file(ArrayBytes.npz(true, Map.of("__metadata__", NPY))), "__metadata__");
  }

  @Test
  void metadata() throws IOException {
    for (String json :
        new String[] {"", "[]", "{\"a\":1}", "{\"a\":{}}", "{\"a\":\"b\"", "{\"a\":\"b\"} x"}) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put("a.npy", NPY);
      files.put("__metadata__.json", json.getBytes(StandardCharsets.UTF_8));
      assertRefused(file(zip(files)), "has metadata that are damaged");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.npy", NPY);
    files.put("__metadata__.json", "{\"a\":\"1\",\"a\":\"2\"}".getBytes(StandardCharsets.UTF_8));
    assertRefused(file(zip(files)), "has metadata that are damaged");
    files.put("__metadata__.json", new byte[20 << 20]);
    assertRefused(file(zip(files)), "too long");
  }
}
