package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import netwright.driver.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  @Test
  void helpAndVersion() {
    Netc help = Netc.run("--help");
    assertEquals(0, help.exit());
    for (String command : new String[] {"train", "predict", "bench", "check", "compile"}) {
      assertTrue(help.out().contains(command), help.out());
      Netc more = Netc.run(command, "--help");
      assertEquals(0, more.exit());
      assertTrue(
          more.out().contains("FILE.net") && more.out().contains("--set=NAME=VALUE"), more.out());
    }
    assertTrue(Netc.run("--version").out().startsWith("netc " + Version.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "trian housing.net",
        "train",
        "train --sead 1 x.net",
        "train x.net --mode fast",
        "train x.net --seed one",
        "predict x.net",
        "compile x.net",
        "train x.net --dump nothing",
        "train x.net --set",
        "bench x.net --steps many",
        "bench x.net --steps 0",
        "bench x.net --seconds 0",
        "bench x.net --seconds NaN",
        "check a.net b.net",
        "fmt - a.net",
        "fmt --chek a.net"
      })
  void misuseIsExitTwoWithOneShortMessage(String line) {
    Netc netc = Netc.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
    assertEquals(2, netc.exit());
    assertEquals("", netc.out());
    assertTrue(netc.err().startsWith("error[E0801]: "), netc.err());
    assertTrue(netc.err().lines().count() <= 3, netc.err());
  }

  @Test
  void misuseInJson() {
    Netc netc = Netc.run("train", "x.net", "--json", "--sead", "1");
    assertEquals(2, netc.exit());
    assertTrue(
        netc.lines()
            .getFirst()
            .startsWith("{\"event\":\"error\",\"code\":\"E0801\",\"file\":null,"),
        netc.out());
    assertTrue(netc.last().startsWith("{\"event\":\"result\",\"ok\":false,"), netc.out());
  }

  @Test
  void misspelledCommandsAndOptionsAreGuessed() {
    assertTrue(
        Netc.run("trian", "x.net").err().contains("did you mean `train`?"),
        Netc.run("trian").err());
    assertTrue(Netc.run("train", "x.net", "--sed", "1").err().contains("--seed"));
    assertEquals(
        List.of(
            "error[E0801]: there is no command `evaluate`",
            "  = help: there is train, predict, bench, check, compile, weights, fmt, help"),
        Netc.run("evaluate", "x.net").err().lines().toList());
  }

  @Test
  void helpIsACommand() {
    assertEquals(Netc.run("--help").out(), Netc.run("help").out());
    assertEquals(Netc.run("train", "--help").out(), Netc.run("help", "train").out());
  }

  @Test
  void namesOfFilesAreNotEmpty() {
    for (List<?> line :
        List.of(
            List.of("train", ""),
            List.of("train", Netc.line(folder), "--save", ""),
            List.of("compile", Netc.line(folder), "-o", ""))) {
      Netc netc = Netc.run(line.toArray());
      assertEquals(2, netc.exit());
      assertTrue(netc.err().contains("the name of a file is not empty"), netc.err());
    }
  }

  @Test
  void classesAreNotWrittenBelowAFile() {
    Path file = Netc.line(folder);
    Netc netc = Netc.run("compile", file, "-o", file);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains(file + " is no folder"), netc.err());
  }

  @Test
  void filesThatCannotBeRead() {
    Netc netc = Netc.run("check", folder.resolve("nothing.net"));
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("nothing.net does not exist"), netc.err());
    assertTrue(netc.err().contains("it was looked for in " + folder), netc.err());
    Netc.line(folder);
    Netc misspelled = Netc.run("check", folder.resolve("lime.net"));
    assertTrue(misspelled.err().contains("did you mean `line.net`?"), misspelled.err());
    assertEquals(2, Netc.run("check", folder).exit());
  }

  @Test
  void errorsOfTheSourceHavePlaces() {
    Path file = Netc.line(folder);
    Netc typo = Netc.run("check", file, "--set", "train.epochz=5");
    assertEquals(2, typo.exit());
    assertTrue(typo.err().contains("did you mean `train.epochs`?"), typo.err());
    Netc.write(file, "network Line { input x: [2] output y = x -> liner(1) }");
    Netc json = Netc.run("check", file, "--json");
    assertEquals(2, json.exit());
    assertTrue(json.out().contains("\"line\":1,\"column\":45,"), json.out());
    assertFalse(json.out().contains("Exception"));
  }

  @Test
  void settingsWithoutAValue() {
    Netc netc = Netc.run("check", Netc.line(folder), "--set", "epochs");
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("`epochs` does not set anything"), netc.err());
  }

  @Test
  void checkFindsNothing() {
    Path file = Netc.line(folder);
    assertEquals(file + ": no problems", Netc.run("check", file).last());
    assertEquals(
        "{\"event\":\"result\",\"ok\":true,\"errors\":0,\"warnings\":0}",
        Netc.run("check", file, "--json").last());
  }

  @Test
  void everyStageCanBeDumped() {
    Path file = Netc.line(folder);
    Netc netc = Netc.run("check", file, "--dump=class,ast,graph,grad,fused,plan,loops");
    assertEquals(0, netc.exit(), netc.err());
    int last = -1;
    for (String stage : new String[] {"ast", "graph", "grad", "fused", "plan", "loops", "class"}) {
      int place = netc.out().indexOf("--- " + stage + " ---\n");
      assertTrue(place > last, stage);
      last = place;
    }
    assertEquals(
        8,
        Netc.run("check", file, "--json", "--dump=ast,graph,grad,fused,plan,loops,class")
            .lines()
            .size());
  }

  @Test
  void internalErrorsShowNoStackTraceUnlessAsked() {
    StringWriter err = new StringWriter();
    Screen screen =
        new Screen(
            System.in, new PrintWriter(new StringWriter()), new PrintWriter(err), false, false);
    new TextReporter(screen).crashed(new IllegalStateException("first\nsecond"), false);
    assertEquals(3, err.toString().lines().count(), err.toString());
    assertTrue(
        err.toString()
            .startsWith("netc: internal error: java.lang.IllegalStateException: first at "));
    new TextReporter(screen).crashed(new IllegalStateException("first"), true);
    assertTrue(err.toString().contains("\tat "));
  }
}
