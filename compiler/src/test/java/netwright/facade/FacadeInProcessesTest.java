package netwright.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import netwright.runtime.Predictor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program with a compiled network, on the module path and on the class path, with vectors and without.
class FacadeInProcessesTest {
  private static final String NETWORK =
      """
      package com.acme
      network Sums {
        input  x: [2]
        target y: [1]
        output sum = x -> linear(1)
        loss mse(sum, y)
        train { optimizer = adam(lr = 0.01)  batch = 4  epochs = 1 }
        data  { file = "d.csv"  x = [0, 1]  y = [2] }
      }
      """;
  private static final String PROGRAM =
      """
      package com.acme;

      public final class Main {
        public static void main(String[] arguments) throws java.io.IOException {
          System.out.println(Sums.load().sum(1, 2) + Sums.load().sum(1, 2));
          System.out.println(Main.class.getModule().getName());
        }
      }
      """;
  private static final String SCALAR = "netwright: scalar code is used: ";

  @TempDir Path folder;
  private String expected;
  private String runtime;

  /// What a process printed.
  private record Said(List<String> out, String err) {}

  @BeforeEach
  void compile() throws IOException, ReflectiveOperationException, URISyntaxException {
    runtime =
        Path.of(Predictor.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    try (FacadeFolder facade = new FacadeFolder(folder, NETWORK)) {
      var weights = facade.weights(1, Map.of());
      facade.besideClass(weights);
      float[] weight = weights.tensors().get("sum.linear.weight").floats();
      float bias = weights.tensors().get("sum.linear.bias").floats()[0];
      float sum = Math.fma(2, weight[1], Math.fma(1, weight[0], bias));
      expected = String.valueOf(sum + sum);
    }
    Files.writeString(folder.resolve("com/acme/Main.java"), PROGRAM);
    Files.writeString(
        folder.resolve("module-info.java"),
        "module com.acme.app {\n  requires netwright.runtime;\n}\n");
    javac("-p", runtime, "module-info.java", "com/acme/Main.java", "com/acme/Sums.java");
  }

  private void javac(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-d", folder.toString()));
    for (String argument : arguments) {
      all.add(argument.endsWith(".java") ? folder.resolve(argument).toString() : argument);
    }
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(String[]::new));
    assertEquals(0, code);
  }

  @Test
  void inAModule() throws IOException, InterruptedException {
    String path = runtime + File.pathSeparator + folder;
    Said said = java("-p", path, "-m", "com.acme.app/com.acme.Main");
    assertEquals(List.of(expected, "com.acme.app"), said.out());
    assertEquals(1, said.err().split(SCALAR, -1).length - 1, said.err());
    Said vector =
        java(
            "--add-modules",
            "jdk.incubator.vector",
            "-p",
            path,
            "-m",
            "com.acme.app/com.acme.Main");
    assertEquals(said.out(), vector.out());
  }

  @Test
  void onTheClassPath() throws IOException, InterruptedException {
    String path = runtime + File.pathSeparator + folder;
    Said said = java("-cp", path, "com.acme.Main");
    assertEquals(List.of(expected, "null"), said.out());
    assertEquals(
        SCALAR + "for vector code, start java with --add-modules jdk.incubator.vector\n",
        said.err().replace("\r", ""));
    Said quiet = java("-Dnetwright.quiet=true", "-cp", path, "com.acme.Main");
    assertEquals("", quiet.err());
    Said interpreted =
        java("--add-modules", "jdk.incubator.vector", "-Xint", "-cp", path, "com.acme.Main");
    assertEquals(said.out(), interpreted.out());
  }

  private Said java(String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(Stream.of(java), Stream.of(arguments)).collect(Collectors.toList());
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String problems = Files.readString(err);
    assertEquals(0, process.waitFor(), problems);
    return new Said(out.lines().toList(), problems);
  }
}
