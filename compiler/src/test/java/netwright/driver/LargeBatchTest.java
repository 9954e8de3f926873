package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import netwright.emit.Lanes;
import netwright.runtime.Flavour;
import netwright.runtime.ProgramSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Batches of which memory holds few. Nothing is run here, only planned.
class LargeBatchTest {
  private static final int SMALL = 1600;

  @TempDir Path folder;

  /// A mean over the batch makes sweeps impossible, but they have memory of their own: for every value of every row.
  @Test
  void whatMemoryForSweepsWouldNotLeaveRoomForRunsWithoutThem() throws IOException {
    Compilation compilation = network();
    long swept = bytes(compilation.train(SMALL).plan().spec());
    int batch = (int) (room() / swept * SMALL * 5 / 4);

    BackEnd train = compilation.train(batch);

    assertEquals(batch, train.plan().spec().capacity());
    assertEquals(0, train.plan().sweeps().single().length());
    assertTrue(
        train
            .explained(Flavour.SCALAR, Lanes.of(Flavour.SCALAR), 1)
            .contains("kernel by kernel: there is no memory for sweeps"));
  }

  private static long room() {
    return Math.min(Runtime.getRuntime().maxMemory() / 2, (long) Float.BYTES * Integer.MAX_VALUE);
  }

  private static long bytes(ProgramSpec spec) {
    return (long) Float.BYTES * spec.scratchSize() + (long) Double.BYTES * spec.wideSize();
  }

  private Compilation network() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("batch.net"),
            """
            network Batch {
              input  x: [2]
              target y: [1]
              output z = x -> linear(4) -> batch_norm -> relu -> linear(3) -> relu -> linear(1)
              loss   mse(z, y)
              train { optimizer = sgd(lr = 0.1)  batch = 16 }
              data  { file = "batch.csv"  x = [a, b]  y = [c] }
            }
            """);
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }
}
