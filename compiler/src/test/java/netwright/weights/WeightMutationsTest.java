package netwright.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import netwright.arrays.ArrayBytes;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of weights that are slightly or very wrong are read as what they say, or refused with one line; nothing else happens.
class WeightMutationsTest {
  /// More with `-Pmutations`.
  private static final int MUTATIONS = Integer.getInteger("netwright.mutations", 3_000);

  private static final String SIGNS = "{}[]\",:\\0123456789-eE. _abFI";

  @TempDir Path folder;

  private static TensorFile sample() {
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("0.weight", StoredTensor.of(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
    tensors.put("0.bias", StoredTensor.of(new int[] {2}, new double[] {7, 8}));
    tensors.put("1.steps", StoredTensor.of(new int[0], new long[] {9}));
    return new TensorFile(Map.of("network", "Sample", "labels", "[\"a\"]"), tensors);
  }

  private byte[] written(TensorFiles.Format format) throws IOException {
    Path path = folder.resolve("sound" + format.suffix());
    TensorFiles.write(path, format, sample());
    return Files.readAllBytes(path);
  }

  /// What is read of `content`; nothing if it is refused.
  private Optional<TensorFile> read(byte[] content, String seed) throws IOException {
    try {
      return Optional.of(TensorFiles.read(Files.write(folder.resolve("mutated"), content)));
    } catch (MalformedFileException | WeightsException e) {
      assertEquals(1, e.getMessage().lines().count(), seed);
      assertTrue(e.getMessage().length() < 400, seed + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  @Test
  void mutatedSafetensors() throws IOException {
    byte[] ours = written(TensorFiles.Format.SAFETENSORS);
    List<byte[]> seeds = List.of(ours, withoutChecksum(ours));
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      byte[] content = mutated(seeds.get(seed % 2), headerOf(seeds.get(seed % 2)), random);
      Optional<TensorFile> read = read(content, "safetensors " + seed);
      refused += read.isEmpty() ? 1 : 0;
      if (read.isPresent()) {
        assertSays(content, read.get(), "safetensors " + seed);
      }
    }
    assertTrue(refused > MUTATIONS / 2 && refused < MUTATIONS, "refused " + refused);
  }

  private static int headerOf(byte[] file) {
    return 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  /// The same file as others would write it.
  private static byte[] withoutChecksum(byte[] file) {
    String all = new String(file, StandardCharsets.ISO_8859_1);
    String other =
        all.replaceFirst(
            "\"netwright.sha256\":\"[0-9a-f]{64}\"", "\"a\":\"" + " ".repeat(79) + "\"");
    assertEquals(all.length(), other.length());
    return other.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// All bytes after the header are elements of one tensor each, in the order of the file.
  private static void assertSays(byte[] content, TensorFile read, String seed) {
    byte[] data = Arrays.copyOfRange(content, headerOf(content), content.length);
    int bytes = 0;
    int[] counts = new int[256];
    for (byte value : data) {
      counts[value & 0xFF]++;
    }
    for (StoredTensor tensor : read.tensors().values()) {
      ByteBuffer raw = raw(tensor);
      bytes += raw.position();
      for (int i = 0; i < raw.position(); i++) {
        counts[raw.get(i) & 0xFF]--;
      }
    }
    assertEquals(data.length, bytes, seed);
    assertTrue(Arrays.stream(counts).allMatch(count -> count == 0), seed);
  }

  private static ByteBuffer raw(StoredTensor tensor) {
    int size = tensor.size() * tensor.type().bytes();
    ByteBuffer raw = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.size(); i++) {
      switch (tensor.type()) {
        case F32 -> raw.putInt(Float.floatToRawIntBits(tensor.floats()[i]));
        case F64 -> raw.putLong(Double.doubleToRawLongBits(tensor.doubles()[i]));
        case I32, U32 -> raw.putInt(tensor.ints()[i]);
        case I64, U64 -> raw.putLong(tensor.longs()[i]);
        case I16, U16, F16, BF16 -> raw.putShort(tensor.shorts()[i]);
        case BOOL, I8, U8 -> raw.put(tensor.bytes()[i]);
      }
    }
    return raw;
  }

  @Test
  void mutatedNpz() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("0.weight", ArrayBytes.floats("(2, 3)", 1, 2, 3, 4, 5, 6));
    arrays.put("1.mask", ArrayBytes.unsigned("(3,)", 0, 1, 2));
    List<byte[]> seeds =
        List.of(
            written(TensorFiles.Format.NPZ),
            ArrayBytes.npz(true, arrays),
            ArrayBytes.npz(false, arrays));
    List<List<StoredTensor>> sound = new ArrayList<>();
    for (byte[] seed : seeds) {
      sound.add(List.copyOf(read(seed, "sound").orElseThrow().tensors().values()));
    }
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      byte[] original = seeds.get(seed % seeds.size());
      Optional<TensorFile> read = read(mutated(original, original.length, random), "npz " + seed);
      refused += read.isEmpty() ? 1 : 0;
      if (read.isPresent()) {
        // Every entry has a checksum: what is read at all is one of the arrays, whatever it is
        // called.
        List<StoredTensor> known = sound.get(seed % seeds.size());
        assertTrue(known.containsAll(read.get().tensors().values()), "npz " + seed);
      }
    }
    assertTrue(refused > MUTATIONS / 2 && refused < MUTATIONS, "refused " + refused);
  }

  /// `sound`, wrong in a few places of its first `most` bytes, or cut off.
  private static byte[] mutated(byte[] sound, int most, RandomGenerator random) {
    byte[] mutated = sound.clone();
    for (int changes = random.nextInt(1, 4); changes > 0 && mutated.length > 10; changes--) {
      int end = Math.min(most, mutated.length);
      int at = random.nextInt(end);
      switch (random.nextInt(6)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt();
        case 2 -> mutated[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
        case 3 -> {
          int from = random.nextInt(end);
          int count = Math.min(random.nextInt(1, 24), end - Math.max(at, from));
          System.arraycopy(mutated, from, mutated, at, count);
        }
        case 4 -> Arrays.fill(mutated, at, Math.min(end, at + 4), (byte) 0xFF);
        default -> {
          int length = random.nextInt(4) == 0 ? random.nextInt(mutated.length) : mutated.length;
          mutated = Arrays.copyOf(mutated, length);
        }
      }
    }
    return mutated;
  }
}
