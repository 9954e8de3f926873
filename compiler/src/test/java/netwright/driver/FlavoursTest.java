package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlavoursTest {
  private static final long SMALL = 10_000;
  private static final long LARGE = 200_000_000;

  @TempDir Path folder;

  /// Of 1,001 parameters, trained for one epoch.
  private Compilation compilation;

  @BeforeEach
  void compile() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("line.net"),
            """
            network Line {
              input  x: [1000]
              target y: [1]
              output z = x -> linear(1)
              loss mse(z, y)
              train { optimizer = sgd(lr = 0.1)  batch = 10  epochs = 1 }
              data { file = "line.csv"  x = [0 .. 999]  y = [1000] }
            }
            """);
    compilation = Compiler.compile(source, CompileOptions.DEFAULT);
  }

  @Test
  void shortTrainingsOnLittleDataStayInTheFirstVirtualMachine() {
    assertFalse(Flavours.isWorthAStart(compilation, SMALL, 1_000));
    assertFalse(Flavours.isWorthAnotherStart(compilation, SMALL, 1_000));
  }

  @Test
  void longTrainingsGoOnInTheSecond() {
    assertTrue(Flavours.isWorthAStart(compilation, SMALL, 1_000_000));
    assertTrue(Flavours.isWorthAnotherStart(compilation, SMALL, 1_000_000));
    assertTrue(Flavours.isWorthAnotherStart(compilation, LARGE, 1_000_000));
  }

  /// Text that takes seconds to read is read where that is fast; once it has been read, a short training stays.
  @Test
  void muchTextIsReadInTheSecond() {
    assertTrue(Flavours.isWorthAStart(compilation, LARGE, 1_000));
    assertFalse(Flavours.isWorthAnotherStart(compilation, LARGE, 300_000));
    assertTrue(Flavours.isWorthAnotherStart(compilation, SMALL, 300_000));
  }
}
