package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.train.EpochReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that vanish while a training writes its files to them.
class FailedCheckpointTest {
  private static final int EPOCHS = 6;

  @TempDir Path folder;
  private Path away;
  private Path weights;
  private byte[] expected;

  @BeforeEach
  void train() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,y\n1,2\n2,3\n3,5\n4,4\n");
    Files.writeString(
        folder.resolve("test.net"),
        """
        network Test {
          input  x: [1]
          target y: [1]
          output z = x -> linear(1)
          loss mse(z, y)
          train { optimizer = adam(lr = 0.1) batch = 2 epochs = 6 }
          data { file = "rows.csv"  x = [a]  y = [y] }
        }
        """);
    away = Files.createDirectory(folder.resolve("away"));
    weights = folder.resolve("weights");
    run(weights, Optional.empty(), new Folder(0, 0));
    expected = Files.readAllBytes(weights);
    Files.delete(weights);
  }

  private TrainingReport run(Path target, Optional<CheckpointPlan> plan, Folder listener) {
    Compilation compilation = Compiler.compile(folder.resolve("test.net"), CompileOptions.DEFAULT);
    return Training.of(compilation, Optional.empty())
        .run(target, false, plan, new Interruption(), listener);
  }

  private static Optional<CheckpointPlan> plan(Path file, boolean resume) {
    return Optional.of(new CheckpointPlan(file, CheckpointInterval.parse("1"), resume));
  }

  @Test
  void trainingOutlivesCheckpointsThatCannotBeWritten() throws IOException {
    Folder listener = new Folder(2, 5);
    run(weights, plan(away.resolve("checkpoint"), false), listener);
    assertArrayEquals(expected, Files.readAllBytes(weights));
    assertEquals(List.of(1, 5, 6), listener.checkpoints);
    assertEquals(1, listener.warnings.size(), "one warning for all that fail one after the other");
    Diagnostic warning = listener.warnings.getFirst();
    assertEquals(Code.CHECKPOINT_FAILED, warning.code());
    assertEquals(
        "cannot write %s: %s does not exist; training goes on without this checkpoint"
            .formatted(away.resolve("checkpoint"), away),
        warning.message());
    try (var files = Files.list(away)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void weightsThatCannotBeSavedAreInTheCheckpoint() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    Path target = away.resolve("weights");
    CompilationFailed failed =
        assertThrows(
            CompilationFailed.class,
            () -> run(target, plan(checkpoint, false), new Folder(2, EPOCHS + 1)));
    Diagnostic problem = failed.problems().sorted().getFirst();
    assertEquals(Code.NOT_WRITABLE, problem.code());
    assertTrue(problem.help().startsWith("the checkpoint has them"), problem.help());
    assertTrue(Files.exists(checkpoint));
    Files.createDirectory(away);
    Folder listener = new Folder(0, 0);
    run(target, plan(checkpoint, true), listener);
    assertEquals(List.of(), listener.epochs);
    assertArrayEquals(expected, Files.readAllBytes(target));
    assertFalse(Files.exists(checkpoint));
  }

  @Test
  void elseTheLastCheckpointIsWhatThereIs() throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    Folder blocking =
        new Folder(EPOCHS, EPOCHS + 1) {
          @Override
          public void epoch(EpochReport report) {
            super.epoch(report);
            if (report.epoch() == EPOCHS - 1) {
              move(checkpoint, folder.resolve("kept"));
              createFolder(checkpoint);
            }
          }
        };
    CompilationFailed failed =
        assertThrows(
            CompilationFailed.class,
            () -> run(away.resolve("weights"), plan(checkpoint, false), blocking));
    assertEquals(
        "the same command with --resume goes on from the last checkpoint",
        failed.problems().sorted().getFirst().help());
    assertEquals(1, blocking.warnings.size());
    Files.delete(checkpoint);
    Files.move(folder.resolve("kept"), checkpoint);
    Files.createDirectory(away);
    Folder listener = new Folder(0, 0);
    run(away.resolve("weights"), plan(checkpoint, true), listener);
    assertEquals(List.of(EPOCHS - 1, EPOCHS), listener.epochs);
    assertArrayEquals(expected, Files.readAllBytes(away.resolve("weights")));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void createFolder(Path path) {
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes the folder away when an epoch begins to be reported, and puts it back in a later one.
  private class Folder implements TrainingListener {
    final List<Integer> epochs = new ArrayList<>();
    final List<Integer> checkpoints = new ArrayList<>();
    final List<Diagnostic> warnings = new ArrayList<>();
    private final int from;
    private final int to;

    Folder(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void started(TrainingStart start) {}

    @Override
    public void epoch(EpochReport report) {
      epochs.add(report.epoch());
      try {
        if (report.epoch() == from) {
          Files.deleteIfExists(away.resolve("checkpoint"));
          Files.delete(away);
        } else if (report.epoch() == to) {
          Files.createDirectory(away);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void checkpointed(TrainingMoment at) {
      checkpoints.add(at.epoch());
    }

    @Override
    public void problems(Problems problems) {
      warnings.addAll(problems.sorted());
    }
  }
}
