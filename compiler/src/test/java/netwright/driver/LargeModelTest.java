package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.emit.EmittedClass;
import netwright.emit.MethodSizes;
import netwright.runtime.Flavour;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/// Deep and wide networks become classes that the verifier accepts, with methods that HotSpot is willing to compile: it
/// never compiles one of 8,000 bytes.
class LargeModelTest {
  private static final int LARGEST_METHOD = 7_500;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aHundredLayers(Flavour flavour) throws IOException {
    requireSound(network(64, "repeat 100 (linear(64) -> tanh) -> linear(64)"), flavour);
  }

  @ParameterizedTest
  @EnumSource
  void layersOfThousandsOfUnits(Flavour flavour) throws IOException {
    String layers = "linear(4096) -> gelu -> linear(4096) -> gelu -> linear(1024)";
    requireSound(network(1024, layers), flavour);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALAR", "V512"})
  void aThousandLayers(Flavour flavour) throws IOException {
    requireSound(network(64, "repeat 1000 (linear(64) -> tanh) -> linear(64)"), flavour);
  }

  private Compilation network(int size, String layers) throws IOException {
    String source =
        """
        network Large {
          input  x: [SIZE]
          target y: [SIZE]
          output z = x -> LAYERS
          loss   mse(z, y)
          train { optimizer = adam(lr = 0.001)  batch = 64 }
          data  { file = "large.csv"  x = [0 .. LAST]  y = [0 .. LAST] }
        }
        """
            .replace("SIZE", String.valueOf(size))
            .replace("LAST", String.valueOf(size - 1))
            .replace("LAYERS", layers);
    Path file = Files.writeString(folder.resolve("large.net"), source);
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  private static List<EmittedClass> classes(Compilation compilation, Flavour flavour) {
    List<EmittedClass> classes = new ArrayList<>();
    classes.addAll(compilation.train(64).classes("test.Train", "large.net", flavour));
    classes.addAll(compilation.predictor().classes("test.Predict", "large.net", flavour));
    return classes;
  }

  private static void requireSound(Compilation compilation, Flavour flavour) {
    for (EmittedClass emitted : classes(compilation, flavour)) {
      requireSmallMethods(emitted);
      requireVerified(emitted);
    }
  }

  private static void requireSmallMethods(EmittedClass emitted) {
    Map<String, Integer> sizes = MethodSizes.of(emitted);
    assertFalse(sizes.isEmpty(), emitted.name());
    sizes.forEach((method, size) ->
        assertTrue(size <= LARGEST_METHOD, () -> method + " has " + size + " bytes"));
  }

  private static void requireVerified(EmittedClass emitted) {
    StringWriter complaints = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(emitted.bytes()),
        LargeModelTest.class.getClassLoader(),
        false,
        new PrintWriter(complaints));
    assertEquals("", complaints.toString(), emitted.name());
  }
}
