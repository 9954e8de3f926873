package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PredictionProgramTest {
  private static final int LARGE = 1_000_000;

  private final AtomicInteger vectorRuns = new AtomicInteger();
  private volatile boolean isAsked;

  /// Takes its time, and leaves the number of rows.
  private static void scalar(Memory memory, int rows) {
    float sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum = Math.fma(sum, 0.5f, memory.scratch[i & 15]);
    }
    memory.scratch[16] = rows + Math.min(0, sum);
  }

  private final class Vectors implements Rehearsable {
    @Override
    public void run(Memory memory, int rows) {
      vectorRuns.incrementAndGet();
      memory.scratch[16] = rows;
    }

    @Override
    public void rehearse(Memory memory, int rows, int limit) {
      run(memory, rows);
    }
  }

  private PredictionProgram program(Program scalar, int weights) {
    ProgramSpec spec =
        new ProgramSpec(
            "predict",
            4,
            64,
            1,
            0,
            List.of(new Port("x", false, 0, 2, true)),
            List.of(new Port("y", false, 16, 1, false)));
    Schema schema = Schemas.of(Precision.F32, spec, List.of(), weights);
    return new PredictionProgram(scalar, schema) {
      @Override
      protected Program vectors() {
        isAsked = true;
        return new Vectors();
      }
    };
  }

  @Test
  void aLargeNetworkGoesOnInVectorsWhenTheyAreWarm() throws InterruptedException {
    assumeTrue(Flavour.fastest() != Flavour.SCALAR);
    PredictionProgram program = program(PredictionProgramTest::scalar, LARGE);
    Memory memory = new Memory(Persistent.of(new float[16]), 64, 1, 0);
    program.run(memory, 3);
    assertEquals(3, memory.scratch[16]);
    assertFalse(isAsked, "after one run it is too early");
    int inVectors = 0;
    while (inVectors < 100) {
      int before = vectorRuns.get();
      Thread.sleep(0, 1000);
      boolean quiet = before == vectorRuns.get();
      program.run(memory, 2);
      assertEquals(2, memory.scratch[16]);
      inVectors = quiet && vectorRuns.get() == before + 1 ? inVectors + 1 : 0;
    }
    assertTrue(isAsked);
  }

  @Test
  void aSmallNetworkStaysInScalarCode() {
    PredictionProgram program = program((memory, rows) -> memory.scratch[16] = rows, 500);
    Memory memory = new Memory(Persistent.of(new float[16]), 64, 1, 0);
    for (int i = 0; i < 600_000; i++) {
      program.run(memory, 4);
    }
    assertFalse(isAsked);
    assertEquals(4, memory.scratch[16]);
  }
}
