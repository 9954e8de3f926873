package netwright.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jars that are handed out: how large they are, and that they do what they are for.
class JarsTest {
  private static final long MOST_OF_RUNTIME = 150_000;
  private static final long MOST_OF_STANDALONE = 250_000;
  private static final Path SAMPLE = Built.ROOT.resolve("integrations/maven-sample/src/main/net");
  private static final String ROWS = "LSTAT,RM\n4.98,6.575\n9.14,6.421\n";

  @TempDir Path folder;
  private Path network;

  @BeforeEach
  void copy() throws IOException {
    network = folder.resolve("HousePrices.net");
    for (String file : List.of("HousePrices.net", "HousePrices.safetensors")) {
      Files.copy(SAMPLE.resolve(file), folder.resolve(file));
    }
  }

  private Run java(String in, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Built.JDK.resolve("bin").resolve("java").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Run.of(folder, Map.of(), in, command);
  }

  /// Compiles the network with the compiler of this build, as it is in the folder of the script `netc`.
  private Path jar(String name, Object... options) {
    Path libraries = Built.ROOT.resolve("compiler/target/netc/lib");
    List<Object> arguments = new ArrayList<>(List.of("-cp", libraries + File.separator + "*"));
    arguments.addAll(List.of("netwright.cli.Main", "compile", network, "-o", name));
    arguments.addAll(List.of(options));
    Run run = java("", arguments.toArray());
    assertEquals(0, run.exit(), run::all);
    return folder.resolve(name);
  }

  @Test
  void theRuntimeIsSmall() throws IOException {
    long size = Files.size(Built.runtime());
    assertTrue(size <= MOST_OF_RUNTIME, () -> "the runtime's jar has " + size + " bytes");
  }

  @Test
  void aStandaloneJarIsSmallAndPredictsWithNothingBesideIt() throws IOException {
    Path jar = jar("alone.jar", "--standalone");
    long size = Files.size(jar);
    assertTrue(size <= MOST_OF_STANDALONE, () -> "the standalone jar has " + size + " bytes");
    Run run = java(ROWS, "-jar", jar);
    assertEquals(0, run.exit(), run::all);
    List<String> lines = run.out().lines().toList();
    assertEquals(3, lines.size(), run::all);
    assertEquals("price", lines.getFirst());
    assertEquals(28.8, Double.parseDouble(lines.get(1)), 0.5);
    assertTrue(run.err().lines().count() <= 1, run::all); // why there is no vector code
  }

  @Test
  void aJarFindsItsRuntimeAsALibraryAndAsAModule() throws IOException {
    Path jar = jar("network.jar");
    Path runtime = Files.copy(Built.runtime(), folder.resolve(Built.runtime().getFileName()));
    Run onClassPath = java(ROWS, "-jar", jar);
    assertEquals(0, onClassPath.exit(), onClassPath::all);
    Run asModule = java(ROWS, "-p", jar + File.pathSeparator + runtime, "-m", "com.example.houses");
    assertEquals(onClassPath.out(), asModule.out(), asModule::all);
    Run withVectors =
        java(
            ROWS,
            "--add-modules=jdk.incubator.vector",
            "-p",
            jar + File.pathSeparator + runtime,
            "-m",
            "com.example.houses");
    assertEquals(onClassPath.out(), withVectors.out(), withVectors::all);
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    Path jar = jar("alone.jar", "--standalone");
    String header = "RM,LSTAT\n1,2\n";
    Map<String, Run> runs =
        Map.of(
            "line 3, column LSTAT: `2,5` is not a decimal number",
            java(header + "1,\"2,5\"\n", "-jar", jar),
            "line 1 has no column RM; its columns are a, b",
            java("a,b\n1,2\n", "-jar", jar),
            "no.safetensors: no such file",
            java(header, "-jar", jar, "no.safetensors"));
    runs.forEach((message, run) -> {
      assertEquals(2, run.exit(), run::all);
      assertEquals(message, run.err().lines().toList().getLast(), run::all);
    });
  }

  @Test
  void thePluginRunsOnOlderVirtualMachines() throws IOException {
    Path plugin =
        Built.jar(Built.ROOT.resolve("integrations/maven-plugin"), "netwright-maven-plugin");
    try (JarFile jar = new JarFile(plugin.toFile())) {
      byte[] descriptor =
          jar.getInputStream(jar.getEntry("META-INF/maven/plugin.xml")).readAllBytes();
      String text = new String(descriptor, StandardCharsets.UTF_8);
      assertTrue(text.contains("<requiredJavaVersion>17</requiredJavaVersion>"), text);
      byte[] mojo =
          jar.getInputStream(jar.getEntry("netwright/maven/NetMojo.class")).readAllBytes();
      assertEquals(61, mojo[7]);
    }
  }
}
