package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.runtime.Flavour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `netc bench` says, whatever the times are.
class BenchCommandTest {
  private static final String NUMBER = "[0-9.E-]+";

  /// A form's figures as text: time, samples a second, GFLOP/s, share of the peak, first run, bytes, ratio.
  private static final String FIGURES =
      " +[0-9.]+ (ns|µs|ms|s) +[0-9,.]+( [MG])? +[0-9.]+ +[0-9.]+ % +[0-9.]+ (ms|s) +[0-9,]+ B +[0-9.]+×";

  @TempDir Path folder;

  private Netc bench(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("bench", Netc.line(folder), "--steps", "12"));
    arguments.addAll(List.of(more));
    return Netc.run(arguments.toArray());
  }

  /// The forms of a command without options, on this machine.
  private static List<String> forms() {
    return Flavour.fastest() == Flavour.SCALAR
        ? List.of("scalar", "interpreted")
        : List.of("vector", "scalar", "interpreted");
  }

  @Test
  void tellsAPersonInTwoTables() {
    Netc netc = bench();
    assertEquals(0, netc.exit(), netc.err());
    assertEquals("", netc.err());
    String head = "Line: 3 parameters, 30 rows, one core, peak [0-9.]+ GFLOP/s";
    assertTrue(netc.lines().getFirst().matches(head), netc.out());
    assertFalse(netc.out().contains("made-up"), netc.out());
    for (String title : List.of("step, 8 rows ", "prediction, 1 row ")) {
      int line = lineOf(netc, title);
      for (String form : forms()) {
        assertTrue(
            netc.lines().get(++line).matches(form + "(, [0-9]+ lanes)?" + FIGURES), netc.out());
      }
    }
  }

  private static int lineOf(Netc netc, String start) {
    for (int i = 0; i < netc.lines().size(); i++) {
      if (netc.lines().get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError("no line starts with " + start + ":\n" + netc.out());
  }

  @Test
  void tellsAProgramInJson() {
    Netc netc = bench("--json", "--seed", "4");
    assertEquals(0, netc.exit(), netc.err());
    assertEquals(2 * forms().size() + 1, netc.lines().size(), netc.out());
    int next = 0;
    for (String work : List.of("step", "prediction")) {
      for (String form : forms()) {
        String line = netc.lines().get(next++);
        String expected = "\\{\"event\":\"measured\",\"work\":\"" + work + "\"," + figures(form);
        assertTrue(line.matches(expected + "\\}"), line);
      }
    }
    String result =
        "\\{\"event\":\"result\",\"ok\":true,\"network\":\"Line\",\"parameters\":3,\"rows\":30,\"madeUp\":null,"
            + "\"withoutVectors\":(null|\".+\"),\"peakGigaflops\":"
            + NUMBER
            + ",\"works\":\\[\\{\"work\":\"step\",\"rows\":8,\"flops\":64,.*\\},\\{\"work\":\"prediction\",\"rows\":1,\"flops\":4,.*\\}\\]\\}";
    assertTrue(netc.last().matches(result), netc.last());
    String form =
        figures("scalar") + ",\"peakShare\":" + NUMBER + ",\"timesInterpreted\":" + NUMBER;
    assertTrue(netc.last().matches(".*\\{" + form + "\\}.*"), netc.last());
  }

  private static String figures(String form) {
    return "\"form\":\""
        + form
        + "\",\"lanes\":[0-9]+"
        + List.of("micros", "samplesPerSecond", "gigaflops", "firstMillis", "bytes", "runs")
            .stream()
            .map(name -> ",\"" + name + "\":" + NUMBER)
            .reduce("", String::concat)
        + ",\"settled\":(true|false)";
  }

  @Test
  void stepsAreAnUpperBound() {
    Matcher runs = Pattern.compile("\"runs\":([0-9]+)").matcher(bench("--json").last());
    int forms = 0;
    while (runs.find()) {
      int count = Integer.parseInt(runs.group(1));
      assertTrue(count >= 1 && count <= 12, runs.group());
      forms++;
    }
    assertEquals(2 * forms().size(), forms);
  }

  @Test
  void onlyTheFormsAskedFor() {
    assertEquals(2, bench("--mode", "interpreted", "--json").lines().size() - 1);
    Netc scalar = bench("--flavour", "scalar");
    assertFalse(scalar.out().contains("vector"), scalar.out());
    assertTrue(scalar.out().contains("\nscalar "), scalar.out());
  }

  @Test
  void compiledCodeAllocatesNothing() {
    Netc netc = bench("--flavour", "scalar", "--json");
    assertEquals(
        2,
        netc.lines().stream()
            .filter(line ->
                line.contains("measured")
                    && line.contains("\"form\":\"scalar\"")
                    && line.contains("\"bytes\":0,"))
            .count(),
        netc.out());
  }

  @Test
  void samplesAreMadeUpIfThereIsNoData() {
    Netc netc = bench("--set", "data.file=none.csv", "--set", "train.batch=16");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(
        netc.lines().getFirst().startsWith("Line: 3 parameters, 16 made-up rows, "), netc.out());
    assertTrue(netc.lines().get(1).matches("made-up rows: .*none.csv does not exist"), netc.out());
    String json = bench("--set", "data.file=none.csv", "--json").last();
    assertTrue(json.matches(".*\"rows\":8,\"madeUp\":\".*none.csv does not exist\",.*"), json);
  }

  @Test
  void whatIsTooLargeToInterpretIsLeftOut() {
    Path file =
        Netc.write(
            folder.resolve("wide.net"),
            """
            network Wide {
              input  x: [1024]
              target y: [1]
              output z = x -> linear(1024) -> relu -> linear(1)
              loss   mse(z, y)
              train { optimizer = sgd(lr = 0.001)  batch = 4096 }
              data  { file = "none.csv"  x = [x0 .. x1023]  y = [y] }
            }
            """);
    Netc netc = Netc.run("bench", file, "--mode", "interpreted", "--steps", "1", "--json");
    assertEquals(0, netc.exit(), netc.err());
    assertEquals(2, netc.lines().size(), netc.out());
    assertTrue(netc.lines().getFirst().contains("\"work\":\"prediction\""), netc.out());
    String left = ".*\"withoutInterpreter\":\"the interpreter would [^\"]*\",\"forms\":\\[\\].*";
    assertTrue(netc.last().matches(left), netc.last());
  }

  @Test
  void batchesTooLargeForTheMemoryAreAnError() {
    Netc netc = bench("--set", "data.file=none.csv", "--set", "train.batch=2000000000");
    assertEquals(2, netc.exit(), netc.out());
    assertEquals("", netc.out());
    assertTrue(netc.err().contains("make the batch smaller"), netc.err());
  }

  @Test
  void onATerminalItSaysWhatItMeasures() {
    Netc netc = Netc.runWith(true, "bench", Netc.line(folder), "--steps", "3");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.err().contains("measuring: prediction, interpreted"), netc.err());
    assertTrue(netc.err().endsWith("\r\u001b[K"), netc.err());
  }
}
