package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import netwright.driver.ClassFiles;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.Prediction;
import netwright.driver.Predictions;
import netwright.runtime.Predictor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program with nothing but the runtime and the compiled classes says what `netc predict` says.
class EmbeddingTest {
  private static final Path NETWORK = Path.of("housing", "housing.net");

  @TempDir Path folder;

  @Test
  void embeddedNetworkAgreesBitForBit()
      throws IOException, InterruptedException, URISyntaxException {
    Path weights = folder.resolve("housing.safetensors");
    Trained.train(NETWORK, weights, "train.epochs=20");
    var compilation = Compiler.compile(NETWORK, CompileOptions.DEFAULT);
    ClassFiles.write(compilation, folder);
    Predictions said = Prediction.run(compilation, weights, Path.of("housing", "boston-test.csv"));
    String expected = Float.toString(said.outputs().getFirst().values()[0]);
    assertEquals(expected, printed(weights, "8.04", "3.13"));
  }

  private String printed(Path weights, String... features)
      throws IOException, InterruptedException, URISyntaxException {
    Path runtime =
        Path.of(Predictor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = folder + File.pathSeparator + runtime;
    String program = Path.of("housing", "Price.java").toString();
    List<String> command =
        List.of(java, "-cp", classPath, program, weights.toString(), features[0], features[1]);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return output.strip();
  }
}
