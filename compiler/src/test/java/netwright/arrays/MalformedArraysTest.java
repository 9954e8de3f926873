package netwright.arrays;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Damaged and hostile files are refused with a few words; nothing else happens, and nothing large is allocated.
class MalformedArraysTest {
  /// More with `-Pmutations`.
  private static final int MUTATIONS = Integer.getInteger("netwright.mutations", 3_000);

  @TempDir Path folder;

  private ArrayException refused(byte... content) {
    return refused("a.npy", content);
  }

  private ArrayException refused(String name, byte... content) {
    return assertThrows(ArrayException.class, () -> readAll(name, content));
  }

  /// Reads all arrays; how many elements there were.
  private long readAll(String name, byte... content) throws IOException {
    Path path = Files.write(folder.resolve(name), content);
    long[] elements = {0};
    Optional<ArrayFile> file = ArrayFile.open(path);
    if (file.isPresent()) {
      try (ArrayFile arrays = file.get()) {
        for (String array : arrays.isSingle() ? List.of("") : arrays.names()) {
          StoredArray stored = arrays.array(array);
          assertTrue(stored.header().elements() <= 1032L * (content.length + 1));
          stored.read((place, type, bytes, index) -> {
            assertTrue(place >= 0 && place < stored.header().elements());
            elements[0] += type.wide(bytes, index) >= 0 ? 1 : 1;
          });
        }
      }
    }
    return elements[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), } @ has Python objects (type `|O`)",
        "{'descr': '<U5', 'fortran_order': False, 'shape': (1,), } @ has texts (type `<U5`)",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), } @ has elements of type `<c8`",
        "{'descr': '<u8', 'fortran_order': False, 'shape': (1,), } @ has elements of type `<u8`",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), } @ is a table of records",
        "{'descr': '', 'fortran_order': False, 'shape': (1,), } @ has a header without a sound `descr`",
        "{'fortran_order': False, 'shape': (1,), } @ has a header without a sound `descr`",
        "{'descr': '|u1', 'shape': (1,), } @ has a header without a sound `fortran_order`",
        "{'descr': '|u1', 'fortran_order': False, } @ has a header without a sound `shape`",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 1, } @ has a header that cannot be read, from `1, }` on",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), } @ has a header that cannot be read, from `-1,), }` on",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1.5,), } @ has a header that cannot be read, from `.5,), }` on",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,), } @ says twice what its `descr` is",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296,), } @ claims an axis of size 4294967296",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 4), } @ claims the shape [2147483647, 2147483647, 4], more than fits anywhere",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 0, 2147483647), } @ claims the shape [2147483647, 0, 2147483647], more than fits anywhere",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), } @ says it has 4000000000 bytes of elements, shape [1000000000], but has 129",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), } x @ has a header that cannot be read, from `x` on",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (((1,), } @ has a header that cannot be read, from `((1,), }` on",
        "{'descr @ has a header that cannot be read, from `'descr` on",
        "nonsense @ has a header that cannot be read, from `nonsense` on"
      })
  void headers(String dictionary, String message) {
    assertEquals(message, refused(ArrayBytes.npy(1, dictionary, (byte) 1)).getMessage());
  }

  @Test
  void tooFewAndTooManyElements() {
    byte[] sound = ArrayBytes.unsigned("(1000,)", new int[1000]);
    assertEquals(
        "ends before all of its elements have come",
        refused(Arrays.copyOf(sound, sound.length - 1)).getMessage());
    assertEquals(
        "goes on after the 1000 bytes of its elements",
        refused(Arrays.copyOf(sound, sound.length + 1)).getMessage());
    assertEquals("ends within its header", refused(Arrays.copyOf(sound, 100)).getMessage());
    assertEquals("ends within its header", refused(Arrays.copyOf(sound, 7)).getMessage());
  }

  @Test
  void versionsAndLengths() {
    byte[] other = ArrayBytes.unsigned("(1,)", 1);
    other[6] = 9;
    assertEquals("is an npy file of version 9", refused(other).getMessage());
    byte[] longer = ArrayBytes.npy(2, "|u1", false, "(1,)", (byte) 1);
    longer[11] = 127;
    assertTrue(refused(longer).getMessage().startsWith("claims a header of"));
  }

  @Test
  void idx() {
    byte[] sound = ArrayBytes.idx(new int[] {2, 2}, 1, 2, 3, 4);
    assertEquals("ends within its header", refused(Arrays.copyOf(sound, 10)).getMessage());
    byte[] huge = sound.clone();
    Arrays.fill(huge, 4, 12, (byte) 0x7F);
    assertTrue(refused(huge).getMessage().startsWith("says it has "), refused(huge)::getMessage);
    int[] elements = new int[100_000];
    Arrays.setAll(elements, i -> i * 31 >> 3);
    byte[] packed = ArrayBytes.gzip(ArrayBytes.idx(new int[] {elements.length}, elements));
    byte[] cut = Arrays.copyOf(packed, packed.length - 9);
    assertEquals("ends before all of its elements have come", refused(cut).getMessage());
    assertEquals(
        "is compressed, and has neither an IDX nor an npy array in it",
        refused(ArrayBytes.gzip((byte) 'a', (byte) ',')).getMessage());
    byte[] claims =
        ArrayBytes.gzip(ByteBuffer.allocate(8).putInt(0x00000801).putInt(1 << 30).array());
    assertTrue(
        refused(claims).getMessage().startsWith("says it has 1073741824 bytes of elements"),
        refused(claims)::getMessage);
  }

  @Test
  void zipFiles() {
    byte[] npy = ArrayBytes.unsigned("(1000,)", new int[1000]);
    byte[] sound = ArrayBytes.npz(true, Map.of("a", npy));
    assertTrue(
        refused("a.npz", Arrays.copyOf(sound, sound.length / 2)).getMessage().contains("damaged"));
    byte[] damaged = ArrayBytes.npz(false, Map.of("a", npy));
    damaged[damaged.length / 2] ^= 1;
    assertEquals(
        "has a damaged array: the checksum of `a.npy` is another",
        refused("a.npz", damaged).getMessage());
    assertTrue(
        refused("a.npz", ArrayBytes.npz(true, Map.of("\u0007", npy)))
            .getMessage()
            .contains("odd name"));
  }

  /// A zip file whose directory says of a small entry that it is large.
  @Test
  void zipFilesThatClaimTooMuch() {
    byte[] sound = ArrayBytes.npz(true, Map.of("a", ArrayBytes.unsigned("(1000,)", new int[1000])));
    ByteBuffer bytes = ByteBuffer.wrap(sound).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(sound.length - 22 + 16);
    bytes.putInt(directory + 24, 0x7FFFFFFF);
    assertTrue(
        refused("a.npz", sound)
            .getMessage()
            .contains("says that its array `a` has 2147483647 bytes"));
  }

  private static List<byte[]> seeds() {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x", ArrayBytes.floats("(3, 2)", 1, 2, 3, 4, 5, 6));
    arrays.put("y", ArrayBytes.unsigned("(3,)", 0, 1, 2));
    return List.of(
        arrays.get("x"),
        ArrayBytes.npy(2, "|i1", true, "(2, 2)", (byte) 1, (byte) 2, (byte) 3, (byte) 4),
        ArrayBytes.npz(true, arrays),
        ArrayBytes.npz(false, arrays),
        ArrayBytes.idx(new int[] {2, 2}, 1, 2, 3, 4),
        ArrayBytes.gzip(ArrayBytes.idx(new int[] {3}, 1, 2, 3)));
  }

  @Test
  void mutatedFilesAreReadOrRefused() {
    List<byte[]> seeds = new ArrayList<>(seeds());
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      byte[] content = mutated(seeds.get(seed % seeds.size()), random);
      refused += assertDoesNotThrow(() -> isRefused(content), "seed " + seed) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 10 && refused < MUTATIONS, "refused " + refused);
  }

  private boolean isRefused(byte... content) throws IOException {
    try {
      readAll("mutated", content);
      return false;
    } catch (ArrayException e) {
      assertFalse(e.getMessage().isBlank() || e.help().isBlank());
      assertTrue(
          e.getMessage().length() < 200 && e.getMessage().lines().count() == 1, e::getMessage);
      return true;
    }
  }

  /// `content` with a few bytes changed, a piece left out or doubled, or its end cut off.
  private static byte[] mutated(byte[] content, RandomGenerator random) {
    byte[] bytes = content.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte any =
          (byte)
              (random.nextBoolean()
                  ? random.nextInt(256)
                  : new int[] {0, 0xFF, 0x7F, 1, '(', '9'}[random.nextInt(6)]);
      bytes[random.nextInt(bytes.length)] = any;
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> spliced(bytes, random);
      default -> bytes;
    };
  }

  private static byte[] spliced(byte[] bytes, RandomGenerator random) {
    int from = random.nextInt(bytes.length);
    int to = random.nextInt(bytes.length);
    byte[] spliced = Arrays.copyOf(bytes, from + bytes.length - to);
    System.arraycopy(bytes, to, spliced, from, bytes.length - to);
    return spliced;
  }
}
