package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netwright.runtime.Memory;
import netwright.runtime.ProgramSpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much memory a program is thought to take.
class ProgramBytesTest {
  private static final String SOURCE =
      """
      network Small {
        input  x: [40]
        target y: [1]
        output z = x -> linear(70) -> tanh -> linear(1)
        loss mse(z, y)
        train { optimizer = adam() batch = 9 epochs = 1 }
        data { file = "none.csv" x = [x0 .. x39] y = [y] }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f64"})
  void areThoseOfItsArrays(String precision) throws IOException {
    Path file = Files.writeString(folder.resolve("small.net"), SOURCE);
    CompileOptions options =
        new CompileOptions(
            Mode.COMPILED, FlavourChoice.AUTO, List.of("train.precision=" + precision));
    Compilation compilation = Compiler.compile(file, options);
    ProgramSpec spec = compilation.train(9).plan().spec();
    Memory memory = spec.memory(compilation.persistent());
    long floats = memory.persistent.length + memory.scratch.length + memory.lanes.length;
    long doubles = memory.widePersistent.length + memory.wide.length;
    assertEquals(Float.BYTES * floats + Double.BYTES * doubles, compilation.bytes(spec));
  }
}
