package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import netwright.emit.Lanes;
import netwright.fuse.Kernel;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Large weights are updated together with the contraction that computes their gradient.
class UpdatesTest {
  private static final List<Integer> ROWS = List.of(21, 13, 1, 20);

  @TempDir Path folder;

  private Compilation network(String settings, String precision) throws IOException {
    String source =
        """
        network Large {
          input  x: [30]
          target y: class[3]
          h1 = x  -> linear(2048) -> relu
          h2 = h1 -> linear(515) -> relu
          h3 = h2 -> linear(131) -> tanh
          output logits = h3 -> linear(3)
          loss cross_entropy(logits, y)
          train { %s batch = 21 epochs = 1 precision = %s }
          data { file = "none.csv" x = [x0 .. x29] y = [y] }
        }
        """
            .formatted(settings, precision);
    Path file = Files.writeString(folder.resolve("large.net"), source);
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  /// A network with a gradient whose factors are more than the second cache holds.
  private Compilation wide() throws IOException {
    String source =
        """
        network Wide {
          input  x: [30]
          target y: [1]
          h1 = x  -> linear(160) -> relu
          h2 = h1 -> linear(4096) -> relu
          output z = h2 -> linear(1)
          loss mse(z, y)
          train { optimizer = adam(lr = 0.01) batch = 256 epochs = 1 }
          data { file = "none.csv" x = [x0 .. x29] y = [y] }
        }
        """;
    return Compiler.compile(
        Files.writeString(folder.resolve("wide.net"), source), CompileOptions.DEFAULT);
  }

  private static float[] trained(Workload work, Program program) {
    Memory memory = work.memory();
    for (int step = 1; step <= ROWS.size(); step++) {
      memory.step = step;
      program.run(memory, ROWS.get(step - 1));
    }
    return memory.persistent;
  }

  /// One optimizer in vectors of every width. The others differ from it in expressions of single elements, for which no width
  /// has code of its own, and most of a form's time goes by before its code is warm: each of them tries one width.
  static Stream<Arguments> optimizersAndWidths() {
    return Stream.of(
        Arguments.of("adam(lr = 0.01)", List.of(Flavour.V128, Flavour.V256, Flavour.V512)),
        Arguments.of("adamw(lr = 0.01, weight_decay = 0.1)", List.of(Flavour.V128)),
        Arguments.of("sgd(lr = 0.1)", List.of(Flavour.V256)),
        Arguments.of("adam(lr = 0.01) clip = norm(0.5)", List.of(Flavour.V512)));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndWidths")
  void everyFormLeavesTheSameBits(String optimizer, List<Flavour> widths) throws IOException {
    Workload work = Workload.training(network("optimizer = " + optimizer, "f32"));
    float[] expected = trained(work, work.compiled(Flavour.SCALAR));
    assertArrayEquals(expected, trained(work, work.interpreted()), "interpreted");
    for (Flavour flavour : present(widths)) {
      assertArrayEquals(expected, trained(work, work.compiled(flavour)), flavour.toString());
      assertArrayEquals(expected, trained(work, work.compiled(flavour, 3)), flavour + " on 3");
      assertArrayEquals(expected, trained(work, work.sharedTile(flavour)), flavour + " shared");
    }
  }

  /// Those of `widths` that this machine has; the widest it has in place of the others.
  private static List<Flavour> present(List<Flavour> widths) {
    Flavour widest = Flavour.widest();
    return widths.stream()
        .map(width -> width.ordinal() <= widest.ordinal() ? width : widest)
        .filter(width -> width != Flavour.SCALAR)
        .distinct()
        .toList();
  }

  @Test
  void aRehearsalStaysInsideItsMemory() throws IOException {
    for (Compilation network : List.of(network("optimizer = adam(lr = 0.01)", "f32"), wide())) {
      Workload work = Workload.training(network);
      for (Flavour flavour : Flavour.values()) {
        if (flavour.ordinal() <= Flavour.widest().ordinal()
            && work.compiled(flavour) instanceof Rehearsable rehearsable) {
          assertDoesNotThrow(() -> rehearsable.rehearse(work.memory(), work.rows(), 24));
        }
      }
    }
  }

  @Test
  void gradientsOfLargeWeightsNeverGoToMemory() throws IOException {
    BackEnd step = network("optimizer = adam(lr = 0.01)", "f32").train(21);
    List<Kernel.Contraction> updating =
        step.kernels().kernels().stream()
            .filter(Kernel.Contraction.class::isInstance)
            .map(Kernel.Contraction.class::cast)
            .filter(kernel -> !kernel.domain().batched() && !kernel.epilogue().isEmpty())
            .toList();
    assertEquals(1, updating.size(), updating::toString); // 2048 x 515, not 515 x 131
    updating.forEach(kernel ->
        assertTrue(
            step.plan().buffers().get(kernel.root()) == null, () -> "stored: " + kernel.root()));
    String schedule = step.explained(Flavour.V512, Lanes.of(Flavour.V512), 1);
    assertTrue(schedule.contains("waits for all columns of 48 rows"), schedule);
  }

  /// There is memory for what waits.
  @Test
  void updatesOfWideWeightsWaitForSomeColumnsOfMoreRows() throws IOException {
    BackEnd step = wide().train(256);
    for (Flavour flavour : List.of(Flavour.V256, Flavour.V512)) {
      String schedule = step.explained(flavour, Lanes.of(flavour), 1);
      assertTrue(schedule.contains("waits for 1024 columns of 144 rows"), schedule);
    }
  }
}
