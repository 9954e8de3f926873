package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.driver.ClassFiles;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.runtime.Predictor;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program with nothing but the runtime and the compiled classes trains to the weights of `netc train`.
class TrainerTest {
  @TempDir Path folder;

  @Test
  void theGeneratedTrainerAgreesBitForBit()
      throws IOException, InterruptedException, URISyntaxException {
    Path network = Path.of("housing", "housing.net");
    Path expected = folder.resolve("expected.safetensors");
    Trained.train(network, expected, "train.epochs=100");
    compile(network, "train.epochs=100");
    Path actual = folder.resolve("actual.safetensors");
    String printed =
        run(
            Path.of("housing", "Train.java"),
            Path.of("housing", "boston-train.csv").toString(),
            actual.toString());
    assertTrue(printed.contains("epoch 100, loss "), printed);
    assertTrue(printed.contains("mae="), printed);
    requireSame(Safetensors.read(expected), Safetensors.read(actual));
  }

  /// Classes are ints, weights of samples are numbers, a batch may lie in memory segments, and derivatives come out by name.
  @Test
  void typedMethodsSuitTheNetwork() throws IOException, InterruptedException, URISyntaxException {
    Path network = folder.resolve("kinds.net");
    Files.writeString(
        network,
        """
        package com.acme
        /// Three kinds.
        network Kinds {
          input  rows: [2]
          input  layout: class[3]
          target kind: class[2]
          target gradients: [1]
          h = concat(rows, one_hot(layout)) -> linear(4) -> tanh
          z = h -> linear(2)
          output p = softmax(z)
          output size = h -> linear(1)
          loss cross_entropy(z, kind) + mse(size, gradients)
          train { optimizer = sgd(lr = 0.5)  batch = 4 }
          data {
            file = "none.csv"  rows = [a, b]  layout = [c]  kind = [d]  gradients = [e]  sample_weight = [w]
          }
        }
        """);
    compile(network);
    Path program =
        Files.writeString(
            folder.resolve("Typed.java"),
            """
            import com.acme.Kinds;
            import java.lang.foreign.*;
            import java.nio.file.Path;
            import java.util.Map;
            void main(String[] arguments) throws java.io.IOException {
              float[] rows = {1, 2, 3, 4};
              int[] layout = {2, 0};
              int[] kind = {1, 0};
              float[] size = {0.5f, 2};
              float[] weight = {1, 3};
              Kinds.Trainer arrays = Kinds.Trainer.fresh(9);
              Kinds.Trainer segments = Kinds.Trainer.fresh(9);
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, rows);
                MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_INT, layout);
                MemorySegment c = arena.allocateFrom(ValueLayout.JAVA_INT, kind);
                MemorySegment d = arena.allocateFrom(ValueLayout.JAVA_FLOAT, size);
                MemorySegment e = arena.allocateFrom(ValueLayout.JAVA_FLOAT, weight);
                Map<String, float[]> gradients = arrays.gradients();
                double loss = arrays.lossAndGradients(2, a, b, c, d, e, gradients);
                IO.println(loss == arrays.step(2, rows, layout, kind, size, weight));
                IO.println(loss == segments.step(2, a, b, c, d, e));
                IO.println(gradients.get("z.linear.bias")[0] != 0);
                IO.println(arrays.evaluate(Kinds.Trainer.samples(rows, layout, kind, size, weight))
                    .equals(segments.evaluate(Kinds.Trainer.samples(a, b, c, d, e))));
              }
              Path file = Path.of(arguments[0]);
              arrays.checkpoint(file);
              Kinds.Trainer resumed = Kinds.Trainer.resume(file);
              IO.println(resumed.step(2, rows, layout, kind, size, weight)
                  == segments.step(2, rows, layout, kind, size, weight));
              arrays.save(file);
              IO.println(Kinds.Trainer.from(file).predictor().predict(rows(rows), 1).p()[0]
                  == arrays.predictor().predict(rows(rows), 1).p()[0]);
              try {
                arrays.step(2, rows, new int[] {3, 0}, kind, size, weight);
              } catch (IllegalArgumentException wrong) {
                IO.println(wrong.getMessage());
              }
            }
            float[] rows(float[] all) {
              return new float[] {all[0], all[1]};
            }
            """);
    assertEquals(
        "true\ntrue\ntrue\ntrue\ntrue\ntrue\nlayout has classes 0 to 2, not 3",
        run(program, folder.resolve("kinds.safetensors").toString()));
  }

  private void compile(Path network, String... settings) {
    var options = new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, List.of(settings));
    ClassFiles.artefact(Compiler.compile(network, options), Optional.empty()).write(folder);
  }

  private static void requireSame(TensorFile expected, TensorFile actual) {
    assertEquals(List.copyOf(expected.tensors().keySet()), List.copyOf(actual.tensors().keySet()));
    expected
        .tensors()
        .forEach((name, tensor) ->
            assertArrayEquals(tensor.floats(), actual.tensors().get(name).floats(), name));
  }

  private String run(Path program, String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path runtime =
        Path.of(Predictor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + runtime,
                program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }
}
