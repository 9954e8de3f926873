package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training that changes from scalar to vector code on its way.
class SwitchingTest {
  private static final String SOURCE =
      """
      network Wide {
        input  x: [70]
        target y: class[3]
        h = x -> linear(96) -> relu
        output logits = h -> linear(3)
        loss cross_entropy(logits, y)
        train { optimizer = adam(lr = 0.01) batch = 21 epochs = 1 }
        data { file = "none.csv" x = [x0 .. x69] y = [y] }
      }
      """;
  private static final int STEPS = 12;

  @TempDir Path folder;
  private Workload work;

  @BeforeEach
  void compile() throws IOException {
    Path file = Files.writeString(folder.resolve("wide.net"), SOURCE);
    work = Workload.training(Compiler.compile(file, CompileOptions.DEFAULT));
  }

  @Test
  void leavesTheBitsOfScalarCodeWhereverItSwitches() {
    float[] expected = trained(work.compiled(Flavour.SCALAR), work.compiled(Flavour.SCALAR), 0);
    for (Flavour flavour : Flavour.values()) {
      if (flavour.ordinal() <= Flavour.widest().ordinal()) {
        for (int at : new int[] {0, 1, 7, STEPS}) {
          Program scalar = work.compiled(Flavour.SCALAR);
          assertArrayEquals(
              expected, trained(scalar, work.compiled(flavour), at), flavour + " " + at);
        }
      }
    }
  }

  @Test
  void leavesTheBitsOfScalarCodeAfterAWarmUp() throws InterruptedException {
    float[] expected = trained(work.compiled(Flavour.SCALAR), work.compiled(Flavour.SCALAR), 0);
    Program vector = work.compiled(Flavour.widest());
    if (Flavour.widest() == Flavour.SCALAR) {
      assertFalse(vector instanceof Rehearsable);
      return;
    }
    SwitchingProgram program =
        new SwitchingProgram(
            work.compiled(Flavour.SCALAR), assertInstanceOf(Rehearsable.class, vector));
    Memory memory = work.memory();
    steps(program, memory, 5);
    assertEquals(program.warmUp(work.memory(), work.rows(), Long.MAX_VALUE), program.isSwitched());
    steps(program, memory, STEPS - 5);
    assertArrayEquals(expected, memory.persistent);
  }

  private float[] trained(Program first, Program second, int at) {
    Memory memory = work.memory();
    steps(first, memory, at);
    steps(second, memory, STEPS - at);
    return memory.persistent;
  }

  private void steps(Program program, Memory memory, int count) {
    for (int i = 0; i < count; i++) {
      memory.step++;
      program.run(memory, work.rows());
    }
  }
}
