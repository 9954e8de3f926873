package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import netwright.driver.ClassFiles;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.Prediction;
import netwright.driver.Predictions;
import netwright.driver.WeightsResource;
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
    WeightsResource resource = WeightsResource.read(compilation, weights);
    ClassFiles.artefact(compilation, Optional.of(resource)).write(folder);
    Predictions said = Prediction.run(compilation, weights, Path.of("housing", "boston-test.csv"));
    String expected = Float.toString((float) said.outputs().getFirst().values()[0]);
    Path program = Path.of("housing", "Price.java");
    assertEquals(expected, printed(program, "8.04", "3.13"));
  }

  /// The class of a network in f64 has doubles where others have floats.
  @Test
  void embeddedNetworkInDoublePrecisionAgreesBitForBit()
      throws IOException, InterruptedException, URISyntaxException {
    String wide = "train.precision=f64";
    Path weights = folder.resolve("housing.safetensors");
    Trained.train(NETWORK, weights, "train.epochs=20", wide);
    var options = new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, List.of(wide));
    var compilation = Compiler.compile(NETWORK, options);
    WeightsResource resource = WeightsResource.read(compilation, weights);
    ClassFiles.artefact(compilation, Optional.of(resource)).write(folder);
    Predictions said = Prediction.run(compilation, weights, Path.of("housing", "boston-test.csv"));
    String expected = Double.toString(said.outputs().getFirst().values()[0]);
    String text =
        Files.readString(Path.of("housing", "Price.java"))
            .replace("float", "double")
            .replace("Float.parseFloat", "Double.parseDouble");
    Path program = Files.writeString(folder.resolve("Price.java"), text);
    assertEquals(expected, printed(program, "8.04", "3.13"));
  }

  private String printed(Path program, String... features)
      throws IOException, InterruptedException, URISyntaxException {
    Path runtime =
        Path.of(Predictor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = folder + File.pathSeparator + runtime;
    List<String> command =
        List.of(java, "-cp", classPath, program.toString(), features[0], features[1]);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return output.strip();
  }
}
