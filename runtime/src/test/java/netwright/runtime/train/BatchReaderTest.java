package netwright.runtime.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final int MANY = 1 << 16;

  private static ProgramSpec taking(int size) {
    Port x = new Port("x", false, 0, size, true);
    return new ProgramSpec("train", 1, size, 0, 0, List.of(x), List.of());
  }

  /// Together they have a multiple of 2³² numbers, whatever is asked for.
  @Test
  void samplesOfAFileAreAsLargeAsTheInputHoweverManyThereAre() {
    MemorySegment one = MemorySegment.ofArray(new float[MANY]);
    FileValues stored = new FileValues(one, MANY, Optional.of(new int[MANY]));
    DataSet data = new DataSet(MANY, Map.of(), Map.of(), Map.of("x", stored));
    assertDoesNotThrow(() -> new BatchReader(taking(MANY), data));
    assertThrows(IllegalArgumentException.class, () -> new BatchReader(taking(2 * MANY), data));
  }
}
