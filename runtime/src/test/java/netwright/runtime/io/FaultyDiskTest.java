package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails at every moment there is: at each byte of the header and of the tensors, when the file is opened, forced, closed or
/// renamed, and when its folder is forced.
class FaultyDiskTest {
  /// After the rename: opening, forcing and closing the folder.
  private static final int AFTER_RENAME = 3;

  @TempDir private Path folder;
  private Path file;
  private byte[] old;
  private byte[] fresh;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("state");
    Safetensors.write(file, content(2));
    fresh = Files.readAllBytes(file);
    Safetensors.write(file, content(1));
    old = Files.readAllBytes(file);
    assertFalse(Arrays.equals(old, fresh));
  }

  private static TensorFile content(int value) {
    int[] values = new int[40];
    Arrays.fill(values, value);
    var tensors = new LinkedHashMap<String, StoredTensor>();
    tensors.put("value", StoredTensor.of(new int[] {40}, values));
    return new TensorFile(Map.of("about", "version " + value), tensors);
  }

  @Test
  void aFailureAtAnyMomentLeavesOneOfTheFilesWhole() throws IOException {
    FaultyProvider healthy = new FaultyProvider(Long.MAX_VALUE);
    Safetensors.write(healthy.path(file), content(2));
    long operations = healthy.done();
    assertTrue(operations > fresh.length + AFTER_RENAME, operations + " operations");
    for (long moment = 0; moment < operations; moment++) {
      Files.write(file, old);
      FaultyProvider disk = new FaultyProvider(moment);
      IOException failure =
          assertThrows(IOException.class, () -> Safetensors.write(disk.path(file), content(2)));
      assertEquals("cannot write " + file + ": " + FaultyProvider.REASON, failure.getMessage());
      boolean renamed = moment >= operations - AFTER_RENAME;
      assertArrayEquals(renamed ? fresh : old, Files.readAllBytes(file), "moment " + moment);
      assertEquals(List.of(file), files(), "moment " + moment);
    }
  }

  @Test
  void whereThereWasNothingThereIsNothing() throws IOException {
    Files.delete(file);
    FaultyProvider disk = new FaultyProvider(fresh.length / 2);
    assertThrows(IOException.class, () -> Safetensors.write(disk.path(file), content(2)));
    assertEquals(List.of(), files());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
