package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.emit.ClassEmitter;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Lanes;
import netwright.parallel.Schedule;
import netwright.parallel.Scheduler;
import netwright.parallel.Task;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.threads.ParallelProgram;
import netwright.threads.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Training steps on several threads.
@Timeout(120)
class ThreadsTest {
  private static final int[] THREADS = {2, 3, 8};
  private static final List<Integer> ROWS = List.of(21, 13, 1, 20);

  @TempDir Path folder;

  /// A network with sizes that no number of threads and no vector divides.
  private Compilation odd() throws IOException {
    return network(37, "gelu -> dropout(0.2)", 101, 67, 21);
  }

  private Compilation network(int inputs, String between, int first, int second, int batch)
      throws IOException {
    String source =
        """
        network Odd {
          input  x: [%d]
          target y: class[3]
          h1 = x -> linear(%d) -> %s
          h2 = h1 -> linear(%d) -> tanh
          output logits = h2 -> linear(3)
          loss cross_entropy(logits, y)
          train { optimizer = adam(lr = 0.01) batch = %d epochs = 1 }
          data { file = "none.csv" x = [x0 .. x%d] y = [y] }
        }
        """
            .formatted(inputs, first, between, second, batch, inputs - 1);
    Path file = Files.writeString(folder.resolve("odd.net"), source);
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  private static Schedule schedule(Compilation compilation, Flavour flavour, int threads) {
    return Scheduler.schedule(step(compilation).loops(flavour), threads, 1);
  }

  private static BackEnd step(Compilation compilation) {
    return compilation.train(compilation.model().recipe().batch());
  }

  private static ParallelProgram compiled(Compilation compilation, Flavour flavour, int threads) {
    Program program =
        GeneratedClassLoader.load(
            ClassEmitter.emit(
                schedule(compilation, flavour, threads), "test.Odd", "odd.net", Lanes.of(flavour)));
    return assertInstanceOf(ParallelProgram.class, program);
  }

  /// Weights, and the losses of the steps.
  private static float[] trained(Workload work, Program program) {
    Memory memory = work.memory();
    int loss = work.spec().output("loss").offset();
    float[] left = java.util.Arrays.copyOf(memory.persistent, memory.persistent.length + 12);
    for (int step = 1; step <= 12; step++) {
      memory.step = step;
      program.run(memory, ROWS.get(step % ROWS.size()));
      left[memory.persistent.length + step - 1] = (float) memory.wide[loss];
    }
    System.arraycopy(memory.persistent, 0, left, 0, memory.persistent.length);
    return left;
  }

  @Test
  void anyNumberOfThreadsLeavesTheSameBits() throws IOException {
    Compilation compilation = odd();
    Workload work = Workload.training(compilation);
    float[] expected = trained(work, work.compiled(Flavour.SCALAR));
    for (Flavour flavour : Flavour.values()) {
      if (flavour.ordinal() <= Flavour.widest().ordinal()) {
        for (int threads : THREADS) {
          ParallelProgram program = compiled(compilation, flavour, threads);
          assertEquals(threads, program.parts());
          String what = flavour + " on " + threads + " threads";
          assertArrayEquals(expected, trained(work, program), what + ", one after the other");
          try (Team team = new Team(program, work.spec().lanesSize())) {
            assertArrayEquals(expected, trained(work, team), what);
          }
        }
      }
    }
  }

  @Test
  void kernelsAreDividedAlongOutputsAndAlongRows() throws IOException {
    List<Task> tasks = schedule(odd(), Flavour.SCALAR, 3).tasks();
    assertTrue(tasks.stream().anyMatch(Task.ByRows.class::isInstance), tasks::toString);
    for (int part = 0; part < 3; part++) {
      int number = part;
      assertTrue(
          tasks.stream().anyMatch(task -> task instanceof Task.ByPart(var _, int p) && p == number),
          tasks::toString);
    }
  }

  @Test
  void littleWorkStaysOnOneThread() throws IOException {
    assertFalse(
        Workload.training(network(4, "tanh", 8, 8, 64)).compiled(Flavour.widest(), 8)
            instanceof Team);
  }

  @Test
  void muchWorkGoesToSeveralThreads() throws IOException {
    Schedule schedule =
        Scheduler.schedule(step(network(784, "relu", 512, 256, 128)).loops(Flavour.SCALAR), 2);
    assertEquals(2, schedule.parts());
    List<String> stages = new ArrayList<>();
    schedule.stages().forEach(stage -> stages.add(stage.size() + " tasks"));
    assertTrue(stages.size() > 4, stages::toString);
  }
}
