package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import netwright.program.CsvProgram;
import netwright.runtime.Predictor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `netc compile -o x.jar`, and what the program in such a jar makes of CSV.
class CompileJarTest {
  @TempDir Path folder;

  /// A network with columns of text and missing numbers, inputs and outputs that are classes.
  private Path shops(String precision) {
    StringBuilder rows = new StringBuilder("colour,size,kind,weight,price,sold\n");
    String[] colours = {"red", "light blue", "green, dark"};
    for (int i = 0; i < 60; i++) {
      String colour = '"' + colours[i % 3] + '"';
      String size = i % 7 == 0 ? "" : String.valueOf(i % 5 + 0.5);
      rows.append(colour).append(',').append(size).append(i % 2 == 0 ? ",old," : ",new,");
      rows.append(i % 4).append(',').append(i % 11).append(i % 3 == 0 ? ",\"no, never\"" : ",yes");
      rows.append('\n');
    }
    Netc.write(folder.resolve("shops.csv"), rows.toString());
    return Netc.write(
        folder.resolve("shops.net"),
        """
        package com.acme
        network Shops {
          input x: [4]
          input kind: class["old", "new"]
          input weight: class[4]
          target y: [1]
          target sold: class[2]
          h = (x -> linear(3)) + (one_hot(kind) -> linear(3)) + (one_hot(weight) -> linear(3))
          output price = h -> linear(1)
          logits = h -> linear(2)
          output chance = softmax(logits)
          output said = argmax(logits)
          loss mse(price, y) + cross_entropy(logits, sold)
          train { optimizer = adam(lr = 0.01)  batch = 20  epochs = 3 %s }
          data { file = "shops.csv"  x = [colour .. size]  kind = [kind]  weight = [weight]
                 y = [price]  sold = [sold]  missing = mean }
        }
        """
            .formatted(precision));
  }

  private Path trained(String precision) {
    Path file = shops(precision);
    Netc netc = Netc.run("train", file);
    assertEquals(0, netc.exit(), netc.err());
    return file;
  }

  private Path jar(Path network, Object... options) {
    Path jar = folder.resolve("network.jar");
    Object[] all = {"compile", network, "-o", jar};
    Object[] arguments = Arrays.copyOf(all, all.length + options.length);
    System.arraycopy(options, 0, arguments, all.length, options.length);
    Netc netc = Netc.run(arguments);
    assertEquals(0, netc.exit(), netc.err());
    return jar;
  }

  /// What the program of the network in `jar` writes for these rows.
  private static String said(Path jar, String className, String rows)
      throws IOException, ReflectiveOperationException {
    URL[] places = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, Predictor.class.getClassLoader())) {
      Object network = loader.loadClass(className).getMethod("load").invoke(null);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
      CsvProgram.run((Predictor) network, new ByteArrayInputStream(bytes), out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private String said(Path jar, String rows) throws IOException, ReflectiveOperationException {
    return said(jar, "com.acme.Shops", rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "precision = f64"})
  void theProgramSaysWhatNetcPredictSays(String precision)
      throws IOException, ReflectiveOperationException {
    Path file = trained(precision);
    Path jar = jar(file);
    for (String rows :
        new String[] {
          "colour,size,kind,weight\nred,1.5,old,0\nlight blue,,new,3\n\"green, dark\",NA,old,2\n",
          "\uFEFFnote;weight;kind;colour;size\r\n\r\n\"a \"\"b\"\"\";1;new; red ;1e-1\r\nx;2;old;red;+3.",
          "kind\tcolour\tsize\tweight\rold\tred\t0.1\t0\r"
        }) {
      Path data = Netc.write(folder.resolve("new.csv"), rows);
      Netc predicted = Netc.run("predict", file, "--data", data);
      assertEquals(0, predicted.exit(), predicted.err());
      assertEquals(predicted.out(), said(jar, rows));
    }
  }

  @Test
  void manyRowsAreReadInPieces() throws IOException, ReflectiveOperationException {
    Path file = Netc.line(folder);
    assertEquals(0, Netc.run("train", file, "--set", "train.epochs=2", "--no-verify").exit());
    StringBuilder rows = new StringBuilder("b,a\n");
    for (int i = 0; i < 5000; i++) {
      rows.append(i / 7.0).append(',').append(-i).append('\n');
    }
    Path data = Netc.write(folder.resolve("new.csv"), rows.toString());
    String expected = Netc.run("predict", file, "--data", data).out();
    assertEquals(expected, said(jar(file), "Line", rows.toString()));
  }

  @Test
  void withoutAHeaderColumnsAreTheInputsInOrder() throws IOException, ReflectiveOperationException {
    Path file = Netc.line(folder);
    assertEquals(0, Netc.run("train", file, "--set", "train.epochs=2", "--no-verify").exit());
    Path jar = jar(file);
    assertEquals(said(jar, "Line", "b,a\n2,1\n4,3\n"), said(jar, "Line", "1,2\n3,4"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | there are no rows",
        "a,c\\n1,2 | line 1 has no column b; its columns are a, c",
        "1,2,3 | line 1 has 3 cells; without a header there must be 2",
        "a,b\\n1,2\\n\\n3 | line 4 has 1 cells, and those above 2",
        "a,b\\n1,2\\n3,x | line 3, column b: `x` is not a decimal number",
        "1,2\\n3, | line 2, column b: `` is not a decimal number",
        "a,b\\n1,1e39 | line 2, column b: `1e39` is not a decimal number",
        "a,b\\n0x1p3,1 | line 2, column a: `0x1p3` is not a decimal number",
        "a,b\\n1,\"2 | line 2 has a quote that is not closed",
        "a,b\\n1,2\" | line 2 has a quote within a cell",
        "a,b\\n\"1\"x,2 | line 2 has something behind a quoted cell"
      })
  void whatIsWrongIsSaidWithItsPlace(String rows, String message)
      throws IOException, ReflectiveOperationException {
    Path file = Netc.line(folder);
    Netc.run("train", file, "--set", "train.epochs=1", "--no-verify");
    Path jar = jar(file);
    IOException wrong =
        assertThrows(IOException.class, () -> said(jar, "Line", rows.replace("\\n", "\n")));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void classesThatThereAreNotAreRefused() {
    Path jar = jar(trained(""));
    String header = "colour,size,kind,weight\n";
    for (String[] wrong :
        new String[][] {
          {"red,1,olden,0", "line 2, column kind: `olden` is not one of old, new"},
          {"red,1,old,4", "line 2, column weight: `4` is not one of the classes 0 to 3"},
          {
            "pink,1,old,0",
            "line 2, column colour: `pink` is not one of red, light blue, green, dark"
          }
        }) {
      IOException said = assertThrows(IOException.class, () -> said(jar, header + wrong[0] + "\n"));
      assertEquals(wrong[1], said.getMessage());
    }
  }

  @Test
  void theSameNetworkGivesTheSameBytes() throws IOException {
    Path file = trained("");
    byte[] plain = Files.readAllBytes(jar(file));
    byte[] standalone = Files.readAllBytes(jar(file, "--standalone"));
    Path other = Files.createDirectories(folder.resolve("another/place"));
    for (String name : new String[] {"shops.net", "shops.safetensors"}) {
      Files.copy(folder.resolve(name), other.resolve(name));
    }
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("tr"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertArrayEquals(plain, Files.readAllBytes(jar(other.resolve("shops.net"))));
      Path again = jar(other.resolve("shops.net"), "--standalone");
      assertArrayEquals(standalone, Files.readAllBytes(again));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aJarNamesItsRuntimeAndIsAModule() throws IOException {
    Path jar = jar(trained(""));
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes main = file.getManifest().getMainAttributes();
      assertEquals("com.acme.Shops", main.getValue("Main-Class"));
      assertTrue(main.getValue("Class-Path").matches("netwright-runtime-.*\\.jar"));
    }
    ModuleDescriptor module = ModuleFinder.of(jar).find("com.acme").orElseThrow().descriptor();
    assertFalse(module.isAutomatic());
    assertEquals(Set.of("com.acme"), module.packages());
    assertEquals("com.acme.Shops", module.mainClass().orElseThrow());
  }

  @Test
  void aStandaloneJarNeedsNothingElse() throws IOException, ReflectiveOperationException {
    Path jar = jar(trained(""), "--standalone");
    URL[] places = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, null)) {
      Class<?> network = loader.loadClass("com.acme.Shops");
      assertEquals(network, network.getMethod("load").invoke(null).getClass());
      assertEquals(loader, network.getSuperclass().getClassLoader());
    }
  }

  @Test
  void theSizeIsSaid() throws IOException {
    Path file = trained("");
    Path jar = folder.resolve("network.jar");
    Netc netc = Netc.run("compile", file, "-o", jar);
    String size = String.format(Locale.ROOT, "%,d", Files.size(jar));
    assertEquals(jar + " (" + size + " bytes)", netc.last());
    Netc json = Netc.run("compile", file, "-o", jar, "--json");
    assertTrue(json.last().contains("\"bytes\":" + Files.size(jar)), json.out());
  }

  @Test
  void contradictionsOnTheCommandLine() {
    Path file = shops("");
    Netc noJar = Netc.run("compile", file, "-o", folder, "--standalone");
    assertEquals(2, noJar.exit());
    assertTrue(noJar.err().contains("--standalone is for jars"), noJar.err());
    Netc sources = Netc.run("compile", file, "-o", folder.resolve("a.jar"), "--sources", folder);
    assertEquals(2, sources.exit());
    assertTrue(sources.err().contains("leave out --sources"), sources.err());
  }
}
