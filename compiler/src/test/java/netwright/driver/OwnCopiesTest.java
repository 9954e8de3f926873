package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.emit.EmittedClass;
import netwright.runtime.Flavour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/// What a user copies from `std.net` under another name is compiled to the same instructions.
class OwnCopiesTest {
  private static final String MINE = "copy_of_mine";

  @TempDir Path folder;

  /// A declaration of the library under another name.
  private static String copy(String name) {
    Matcher declaration =
        Pattern.compile(
                "(?ms)^(layer|optimizer|initializer|schedule) "
                    + name
                    + "\\b(.*?)(?=^(?:layer|optimizer|initializer|schedule|//))")
            .matcher(library());
    assertTrue(declaration.find(), name);
    return declaration.group(1) + " " + MINE + declaration.group(2);
  }

  private static String library() {
    try (InputStream text = OwnCopiesTest.class.getResourceAsStream("/netwright/std.net")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String network(String activation, String norm, String loss, String optimizer) {
    return """
    network Copied {
      input x: [6]
      target y: [3]
      h = x -> linear(21) -> %s
      output z = h -> %s -> linear(3)
      loss %s(z, y)
      train { optimizer = %s batch = 37 }
      data { file = "none.csv" x = [a0 .. a5] y = [b0 .. b2] }
    }
    """
        .formatted(activation, norm, loss, optimizer);
  }

  /// The classes of the training step and the prediction without names of variables, lines and source.
  private List<byte[]> stripped(String source, Flavour flavour) throws IOException {
    Path file = Files.writeString(folder.resolve("copied.net"), source);
    Compilation compilation = Compiler.compile(file, CompileOptions.DEFAULT);
    List<EmittedClass> train = compilation.train(37).classes("Train", "copied.net", flavour);
    List<EmittedClass> predict = compilation.predict().classes("Predict", "copied.net", flavour);
    return java.util.stream.Stream.concat(train.stream(), predict.stream())
        .map(emitted -> {
          ClassWriter writer = new ClassWriter(0);
          new ClassReader(emitted.bytes()).accept(writer, ClassReader.SKIP_DEBUG);
          return writer.toByteArray();
        })
        .toList();
  }

  private void assertSame(String expected, String actual) throws IOException {
    for (Flavour flavour : List.of(Flavour.SCALAR, Flavour.V256)) {
      List<byte[]> own = stripped(actual, flavour);
      List<byte[]> standard = stripped(expected, flavour);
      assertEquals(standard.size(), own.size());
      for (int i = 0; i < own.size(); i++) {
        assertArrayEquals(standard.get(i), own.get(i), flavour + ", class " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "adam; (lr = 0.01)",
        "adam; (lr = 0.01 * cosine(progress), weight_decay = 0.1, amsgrad = true)",
        "adamw; ()",
        "adamw; (amsgrad = true)",
        "sgd; (momentum = 0.9, nesterov = true)",
        "nadam; ()",
        "rmsprop; (centered = true)",
        "lion; ()"
      })
  void optimizers(String name, String arguments) throws IOException {
    assertSame(
        network("tanh", "layer_norm", "mse", name + arguments),
        copy(name) + network("tanh", "layer_norm", "mse", MINE + arguments));
  }

  @ParameterizedTest
  @CsvSource({"gelu", "mish", "silu", "relu", "elu", "softplus", "softmax", "hardswish"})
  void activations(String name) throws IOException {
    assertSame(
        network(name, "layer_norm", "mse", "adam"),
        copy(name) + network(MINE, "layer_norm", "mse", "adam"));
  }

  @ParameterizedTest
  @CsvSource({"layer_norm", "rms_norm", "batch_norm", "dropout"})
  void layers(String name) throws IOException {
    assertSame(
        network("gelu", name, "mse", "adam"), copy(name) + network("gelu", MINE, "mse", "adam"));
  }

  @ParameterizedTest
  @CsvSource({"mse", "mae", "huber", "binary_cross_entropy", "kl_div", "poisson_nll"})
  void losses(String name) throws IOException {
    assertSame(
        network("gelu", "layer_norm", name, "adam"),
        copy(name) + network("gelu", "layer_norm", MINE, "adam"));
  }

  @Test
  void anotherOptimizerHasOtherInstructions() throws IOException {
    String changed = copy("adam").replace("(1 - beta1)", "(2 - beta1)");
    List<byte[]> own =
        stripped(changed + network("tanh", "layer_norm", "mse", MINE), Flavour.SCALAR);
    List<byte[]> standard = stripped(network("tanh", "layer_norm", "mse", "adam"), Flavour.SCALAR);
    assertFalse(Arrays.equals(own.getFirst(), standard.getFirst()));
  }
}
