package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a `data` section may set, from the source to the prediction.
class DataSettingsTest {
  @TempDir Path folder;

  private Path network(String input, String data) {
    return Netc.write(
        folder.resolve("net.net"),
        """
        network Net {
          input  x: [INPUT]
          target y: [1]
          output z = x -> linear(1)
          loss   mse(z, y)
          metric mae(z, y)
          train { optimizer = sgd(lr = 0.1)  batch = 4  epochs = 3 }
          data  { file = "data.csv"  DATA  y = [y] }
        }
        """
            .replace("INPUT", input)
            .replace("DATA", data));
  }

  private void data(String text) {
    Netc.write(folder.resolve("data.csv"), text);
  }

  private Netc train(Path net, String... more) {
    Object[] arguments = new Object[4 + more.length];
    arguments[0] = "train";
    arguments[1] = net;
    arguments[2] = "--json";
    arguments[3] = "--no-verify";
    System.arraycopy(more, 0, arguments, 4, more.length);
    Netc netc = Netc.run(arguments);
    assertEquals(0, netc.exit(), netc.err());
    return netc;
  }

  private static String figures(Netc netc) {
    return netc.last().replaceAll("\"(seconds|stepMicros|saved)\":[^,}]*", "");
  }

  @Test
  void missingNumbersOfPredictionsAreThoseOfTheTraining() {
    data("a,b,y\n1,2,3\n2,,3\n3,4,5\n,1,1\n");
    Path net = network("2", "x = [a, b]  missing = mean");
    train(net);
    Netc.write(folder.resolve("new.csv"), "a,b\n1,\n,4\n");
    Netc.write(folder.resolve("full.csv"), "a,b\n1,2.3333333\n2,4\n");
    Netc predicted = Netc.run("predict", net, "--data", folder.resolve("new.csv"));
    assertEquals(0, predicted.exit(), predicted.err());
    assertEquals(predicted, Netc.run("predict", net, "--data", folder.resolve("full.csv")));
    Netc dropped = train(net, "--set", "data.missing=drop");
    assertTrue(dropped.out().contains("\"trainRows\":2"), dropped.out());
    Netc refused = Netc.run("predict", net, "--data", folder.resolve("new.csv"));
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("a cell is empty"), refused.err());
  }

  @Test
  void categoriesAreKeptForPredictions() {
    data("colour,a,y\nred,1,2\nblue,2,3\nred,3,4\ngreen,4,5\n");
    Path net = network("4", "x = [colour, a]");
    train(net);
    Netc.write(folder.resolve("new.csv"), "a,colour\n1,green\n2,red\n");
    Netc predicted = Netc.run("predict", net, "--data", folder.resolve("new.csv"));
    assertEquals(0, predicted.exit(), predicted.err());
    assertEquals(3, predicted.lines().size());
    Netc.write(folder.resolve("new.csv"), "a,colour\n1,black\n");
    Netc unseen = Netc.run("predict", net, "--data", folder.resolve("new.csv"));
    assertEquals(2, unseen.exit());
    assertTrue(unseen.err().contains("`black` is not a label of colour"), unseen.err());
  }

  @Test
  void checkCountsWhatColumnsMake() {
    data("colour,a,y\nred,1,2\nblue,2,3\n");
    assertEquals(0, Netc.run("check", network("3", "x = [colour, a]")).exit());
    for (Path net : new Path[] {network("4", "x = [colour, a]"), network("2", "x = [a]")}) {
      Netc netc = Netc.run("check", net);
      assertEquals(2, netc.exit());
      assertTrue(netc.err().startsWith("error[E0603]: "), netc.err());
    }
    Netc noFile = Netc.run("check", network("4", "x = [colour, a]"), "--set", "data.file=no.csv");
    assertTrue(noFile.err().startsWith("error[E0603]: "), noFile.err());
  }

  /// A weight of 2 is a row twice, a weight of 0 is none.
  @Test
  void weightsCountSamples() {
    data("a,y,w\n1,1,2\n2,5,1\n3,2,0\n");
    Path net = network("1", "x = [a]  sample_weight = w");
    String weighted = figures(train(net));
    data("a,y\n1,1\n1,1\n2,5\n");
    net = network("1", "x = [a]");
    String repeated = figures(train(net));
    assertEquals(rounded(repeated), rounded(weighted));
    data("a,y\n1,1\n2,5\n3,2\n");
    assertNotEquals(rounded(figures(train(net))), rounded(weighted));
  }

  /// Loss and metric, five digits.
  private static String rounded(String figures) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = Pattern.compile("\"(loss|mae)\":([^,}]*)").matcher(figures);
    while (matcher.find()) {
      text.append(String.format(Locale.ROOT, "%.5f ", Double.parseDouble(matcher.group(2))));
    }
    return text.toString();
  }

  @Test
  void weightsInterpretedAndCompiled() {
    data("a,y,w\n1,1,2\n2,5,0.5\n3,2,0\n4,4,1\n5,6,0\n6,6,0\n7,7,0\n8,8,0\n");
    Path net = network("1", "x = [a]  sample_weight = [w]");
    String compiled = figures(train(net, "--set", "train.shuffle=false"));
    String interpreted =
        figures(train(net, "--set", "train.shuffle=false", "--mode", "interpreted"));
    assertEquals(compiled, interpreted);
    assertTrue(!compiled.contains("null,\"mae"), compiled);
  }

  @Test
  void weightsThatCannotBe() {
    data("a,y,w\n1,1,2\n2,5,-1\n");
    Netc negative = Netc.run("train", network("1", "x = [a]  sample_weight = w"));
    assertEquals(2, negative.exit());
    assertTrue(negative.err().contains("the weight -1 is negative"), negative.err());
    data("a,y,w\n1,1,0\n2,5,0\n");
    Netc none = Netc.run("train", network("1", "x = [a]  sample_weight = w"));
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("every training row has the weight 0"), none.err());
    Path net =
        Netc.write(
            folder.resolve("sum.net"),
            Netc.read(network("1", "x = [a]  sample_weight = w"))
                .replace("mse(z, y)", "mean(mse(z, y), axis = batch)"));
    Netc reduced = Netc.run("check", net);
    assertEquals(2, reduced.exit());
    assertTrue(reduced.err().contains("this loss is one number already"), reduced.err());
  }

  @Test
  void settingsThatCannotBe() {
    data("a,y\n1,1\n2,5\n");
    Netc missing = Netc.run("check", network("1", "x = [a]  missing = median"));
    assertTrue(missing.err().contains("`missing` is `error`, `drop` or `mean`"), missing.err());
    Netc stratify = Netc.run("check", network("1", "x = [a]  stratify = y"));
    assertTrue(stratify.err().contains("`stratify` is a target that is a class"), stratify.err());
  }

  @Test
  void classesMayBeStratified() {
    StringBuilder rows = new StringBuilder("a,kind\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i).append(',').append(i % 8 == 0 ? "rare" : "common").append('\n');
    }
    Netc.write(folder.resolve("kinds.csv"), rows.toString());
    Path net =
        Netc.write(
            folder.resolve("kinds.net"),
            """
            network Kinds {
              input  a: [1]
              target kind: class["common", "rare"]
              logits = a -> standardize -> linear(2)
              output label = argmax(logits)
              loss   cross_entropy(logits, kind)
              metric rare = kind == 1
              train { optimizer = sgd(lr = 0.1)  epochs = 1 }
              data  { file = "kinds.csv"  a = [a]  kind = [kind]  test = 0.2  stratify = kind }
            }
            """);
    Netc netc = Netc.run("train", net, "--json");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.last().contains("\"test\":{\"loss\":"), netc.out());
    assertTrue(
        netc.last().matches(".*\"test\":\\{\"loss\":[^,]*,\"rare\":0.125\\}.*"), netc.last());
  }

  /// Whether samples are kept in memory or in files makes no difference to any bit.
  @Test
  void samplesMayBeKeptInFiles() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,y,w,kind\n");
    for (int i = 0; i < 1000; i++) {
      rows.append(i * 7 % 101 / 8.0).append(',').append(i * 3 % 37).append(',');
      rows.append(i % 5)
          .append(',')
          .append(i % 3)
          .append(',')
          .append("uvw".charAt(i % 3))
          .append('\n');
    }
    data(rows.toString());
    Path net =
        Netc.write(
            folder.resolve("kept.net"),
            """
            network Kept {
              input  x: [2]
              target y: [1]
              target kind: class[3]
              h = x -> standardize -> linear(4) -> tanh
              logits = h -> linear(3)
              output z = h -> linear(1)
              loss   mse(z, y) + cross_entropy(logits, kind)
              metric mae(z, y)
              metric accuracy(logits, kind)
              metric r2(z, y)
              train { optimizer = adam(lr = 0.01)  batch = 32  epochs = 4  validation = 0.1 }
              data {
                file = "data.csv"  x = [a, b]  y = [y]  kind = [kind]
                sample_weight = w  test = 0.2
              }
            }
            """);
    for (String mode : new String[] {"compiled", "interpreted"}) {
      String memory = figures(train(net, "--mode", mode, "--set", "data.stream=false"));
      byte[] weights = Files.readAllBytes(folder.resolve("kept.safetensors"));
      assertEquals(memory, figures(train(net, "--mode", mode, "--set", "data.stream=true")));
      assertArrayEquals(weights, Files.readAllBytes(folder.resolve("kept.safetensors")));
    }
    Netc wrong = Netc.run("check", net, "--set", "data.stream=3");
    assertTrue(wrong.err().contains("`stream` is `true` or `false`"), wrong.err());
  }
}
