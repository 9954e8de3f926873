package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import netwright.diag.CompilationFailed;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.SwitchingProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that become faster while a training runs, and the threads that they need.
@Timeout(300)
class TrainingProgramsTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);
  private static final int ESTIMATED = 250;
  private static final int ROWS = 200;

  @TempDir Path folder;
  private final Set<Thread> before = threads();
  private Compilation compilation;

  /// Vectors are several times faster than scalar code around a product in vectors.
  @BeforeEach
  void compile() throws IOException {
    assumeTrue(Flavour.fastest() != Flavour.SCALAR, "there are no vectors");
    compilation = compiled("linear(512) -> gelu -> linear(1)");
  }

  private Compilation compiled(String layers) throws IOException {
    String source =
        """
        network Long {
          input  x: [16]
          target y: [1]
          output z = x -> %s
          loss mse(z, y)
          train { optimizer = sgd(lr = 0.001) batch = 1000 epochs = 1000 threads = 2 }
          data { file = "long.csv" x = [x0 .. x15] y = [y] }
        }
        """
            .formatted(layers);
    Path file = Files.writeString(folder.resolve("long.net"), source);
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  @Test
  void theStepBecomesFastAfterAnEstimateThatWasWrong() {
    Memory memory = Workload.training(compilation, ROWS).memory();
    TrainingPrograms estimated = TrainingPrograms.of(compilation, ESTIMATED);
    try (TrainingPrograms programs = estimated.whenThereAre(ROWS)) {
      SwitchingProgram step = assertInstanceOf(SwitchingProgram.class, programs.step().program());
      assertSoon(() -> {
        memory.step++;
        step.run(memory, ROWS);
        return step.isSwitched();
      });
    }
  }

  @Test
  void whatWasMadeForAnEstimateEndsWithIt() throws IOException {
    Compilation large = compiled("linear(512) -> gelu -> linear(512) -> gelu -> linear(1)");
    TrainingPrograms estimated = TrainingPrograms.of(large, ESTIMATED);
    Set<Thread> given = begun();
    assertTrue(given.size() > 1, given::toString); // that of the warm-up, and one part
    try (TrainingPrograms programs = estimated.whenThereAre(ROWS)) {
      assertSoon(() -> given.stream().noneMatch(Thread::isAlive));
      assertTrue(begun().size() > 1);
      assertSame(programs, programs.whenThereAre(ROWS));
    }
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfATrainingWithoutData() throws IOException {
    writeRows("nothing");
    assertThrows(CompilationFailed.class, () -> Training.of(compilation, Optional.empty()));
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfATrainingWithoutItsWeights() throws IOException {
    writeRows("0.5");
    Optional<Path> weights = Optional.of(folder.resolve("none.safetensors"));
    assertThrows(CompilationFailed.class, () -> Training.of(compilation, weights));
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfATrainingThatHasNowhereToSave() throws IOException {
    writeRows("0.5");
    Training training = Training.of(compilation, Optional.empty());
    Path nowhere = folder.resolve("none/long.safetensors");
    assertThrows(CompilationFailed.class, () -> training.run(nowhere, false, null));
    assertNothingIsLeft();
  }

  @Test
  void nothingIsLeftOfATrainingThatIsClosedInsteadOfRun() throws IOException {
    writeRows("0.5");
    try (Training training = Training.of(compilation, Optional.empty())) {
      assertTrue(training.warnings().isEmpty());
    }
    assertNothingIsLeft();
  }

  /// Writes rows, the last of which ends with `last`.
  private void writeRows(String last) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      rows.append('x').append(i).append(',');
    }
    rows.append("y\n");
    for (int row = 0; row < ROWS; row++) {
      rows.append("0.25,".repeat(16)).append(row == ROWS - 1 ? last : "0.5").append('\n');
    }
    Files.writeString(folder.resolve("long.csv"), rows);
  }

  private void assertNothingIsLeft() {
    assertSoon(() -> begun().isEmpty());
  }

  /// Those of our threads that began with this test.
  private Set<Thread> begun() {
    Set<Thread> begun = threads();
    begun.removeAll(before);
    return begun;
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("netwright-"));
    return threads;
  }

  private static void assertSoon(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE, "it takes too long");
      Thread.onSpinWait();
    }
  }
}
