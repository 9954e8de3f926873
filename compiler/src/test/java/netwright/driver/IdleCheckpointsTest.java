package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.TrainingLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Between steps after which no checkpoint is due, nothing is allocated.
class IdleCheckpointsTest {
  private static final int CALLS = 20_000;

  @TempDir Path folder;
  private long allocated = -1;

  @Test
  void stepsWithoutACheckpointAllocateNothing() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,y\n1,2\n2,3\n3,5\n4,4\n");
    Path file =
        Files.writeString(
            folder.resolve("test.net"),
            """
            network Test {
              input  x: [1]
              target y: [1]
              output z = x -> linear(1)
              loss mse(z, y)
              train { optimizer = sgd() batch = 2 epochs = 1 }
              data { file = "rows.csv"  x = [a]  y = [y] }
            }
            """);
    Compilation compilation = Compiler.compile(file, CompileOptions.DEFAULT);
    TrainingListener measuring =
        new TrainingListener() {
          @Override
          public void started(TrainingStart start) {}

          @Override
          public void epoch(EpochReport report) {}

          @Override
          public void between(TrainingLoop loop) {
            measure(compilation, loop);
          }
        };
    Training.of(compilation, Optional.empty()).run(folder.resolve("w"), false, measuring);
    assertTrue(Allocation.COUNTED);
    assertTrue(allocated >= 0 && allocated < CALLS, allocated + " bytes in " + CALLS + " calls");
  }

  private void measure(Compilation compilation, TrainingLoop loop) {
    for (String every : new String[] {"1000", "1000steps", "1h"}) {
      Checkpoints checkpoints =
          new Checkpoints(
              new CheckpointPlan(folder.resolve("c"), CheckpointInterval.parse(every), false),
              Map.of(),
              compilation,
              new Interruption(),
              new Unwanted());
      checkpoints.between(loop);
      long before = Allocation.bytes();
      for (int i = 0; i < CALLS; i++) {
        checkpoints.between(loop);
      }
      allocated = Math.max(allocated, Allocation.bytes() - before);
    }
  }

  /// Hears of checkpoints that were not due.
  private static final class Unwanted implements TrainingListener {
    @Override
    public void started(TrainingStart start) {}

    @Override
    public void epoch(EpochReport report) {}

    @Override
    public void checkpointed(TrainingMoment at) {
      assertEquals("none", at.toString());
    }
  }
}
