package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.TargetDomain;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.FileValues;
import org.junit.jupiter.api.Test;

class TargetDomainsTest {
  private static final TargetDomain UNIT =
      new TargetDomain("binary_cross_entropy", "y", TargetDomain.Range.UNIT, Span.NONE);

  private static Problems check(FileValues stored) {
    DataSet rows = new DataSet(stored.rows(), Map.of(), Map.of(), Map.of("y", stored));
    return TargetDomains.check(List.of(UNIT), rows);
  }

  private static MemorySegment floats(float... values) {
    return MemorySegment.ofArray(values);
  }

  @Test
  void everyStoredElementIsLookedAt() {
    assertTrue(check(new FileValues(floats(0, 1, 0.5f, 1), 2)).isEmpty());
    Diagnostic warning = check(new FileValues(floats(0, 1, 0.5f, 2), 2)).sorted().getFirst();
    assertEquals(
        "`binary_cross_entropy` expects values of `y` from 0 to 1; the training data has 2.0",
        warning.message());
  }

  /// A sample as large as this one has no copy in memory.
  @Test
  void storedTargetsAreNotCopied() {
    FileValues large = new FileValues(floats(3), Integer.MAX_VALUE, Optional.of(new int[] {0}));
    assertEquals(1, check(large).sorted().size());
  }
}
