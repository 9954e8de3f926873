package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.arrays.ArrayBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same numbers train the same weights, whatever files they are in.
class ArrayFilesTest {
  private static final int ROWS = 40;

  @TempDir Path folder;

  private static float[] inputs() {
    float[] x = new float[2 * ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 7 % 11) / 8f;
    }
    return x;
  }

  private static int[] classes() {
    int[] classes = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      classes[i] = inputs()[2 * i] > inputs()[2 * i + 1] ? 1 : 0;
    }
    return classes;
  }

  private Path network(String data) {
    return Netc.write(
        folder.resolve("net.net"),
        """
        network Net {
          input  x: [2]
          target y: class[2]
          logits = x -> standardize -> linear(4) -> tanh -> linear(2)
          output label = argmax(logits)
          loss   cross_entropy(logits, y)
          train { optimizer = adam(lr = 0.05)  batch = 8  epochs = 5  seed = 3 }
          data  { DATA  test = 0.25 }
        }
        """
            .replace("DATA", data));
  }

  private void write(String name, byte... content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeAll() {
    StringBuilder csv = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(inputs()[2 * i]).append(',').append(inputs()[2 * i + 1]).append(',');
      csv.append(classes()[i]).append('\n');
    }
    Netc.write(folder.resolve("data.csv"), csv.toString());
    byte[] x = ArrayBytes.floats("(40, 2)", inputs());
    byte[] y = ArrayBytes.unsigned("(40,)", classes());
    write("x.npy", x);
    write("y.idx.gz", ArrayBytes.gzip(ArrayBytes.idx(new int[] {ROWS}, classes())));
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("points", x);
    arrays.put("kinds", y);
    write("data.npz", ArrayBytes.npz(true, arrays));
  }

  private String trained(String data) {
    Netc netc = Netc.run("train", network(data), "--json");
    assertEquals(0, netc.exit(), netc.err());
    return netc.last().replaceAll("\"(seconds|stepMicros)\":[^,}]*", "");
  }

  @Test
  void everyFormTrainsTheSame() {
    writeAll();
    String csv = trained("file = \"data.csv\"  x = [a, b]  y = [kind]");
    assertEquals(csv, trained("file = \"data.npz\"  x = [points]  y = [kinds]"));
    assertEquals(csv, trained("file = \"data.npz\"  x = points  y = kinds"));
    assertEquals(csv, trained("x = \"x.npy\"  y = \"y.idx.gz\""));
    assertEquals(csv, trained("file = \"data.csv\"  x = \"x.npy\"  y = [kind]"));
  }

  @Test
  void predictsFromEveryForm() {
    writeAll();
    trained("x = \"x.npy\"  y = \"y.idx.gz\"");
    Path net = folder.resolve("net.net");
    Netc plain = Netc.run("predict", net, "--data", folder.resolve("x.npy"));
    assertEquals(0, plain.exit(), plain.err());
    assertEquals(ROWS + 1, plain.lines().size());
    assertEquals(plain, Netc.run("predict", net, "--data", "x=" + folder.resolve("x.npy")));
    write("new.npz", ArrayBytes.npz(true, Map.of("x", ArrayBytes.floats("(40, 2)", inputs()))));
    assertEquals(plain, Netc.run("predict", net, "--data", folder.resolve("new.npz")));
    trained("file = \"data.csv\"  x = [a, b]  y = [kind]");
    assertEquals(plain, Netc.run("predict", net, "--data", folder.resolve("data.csv")));
    assertEquals(plain, Netc.run("predict", net, "--data", folder.resolve("x.npy")));
  }

  @Test
  void heldOutRowsHaveAFileForEach() {
    writeAll();
    Path net = network("x = \"x.npy\"  y = \"y.idx.gz\"");
    Netc files =
        Netc.run(
            "train", net, "--json", "--set", "data.test=files(x = \"x.npy\", y = \"y.idx.gz\")");
    assertEquals(0, files.exit(), files.err());
    assertTrue(files.out().contains("\"testRows\":40"), files.out());
    Netc one = Netc.run("check", net, "--set", "data.test=x.npy");
    assertEquals(2, one.exit());
    assertTrue(one.err().contains("write `files(x = \"…\", y = \"…\")`"), one.err());
    Netc lacking = Netc.run("check", net, "--set", "data.test=files(x = \"x.npy\")");
    assertTrue(lacking.err().contains("there is no file for `y`"), lacking.err());
    Netc other =
        Netc.run("check", net, "--set", "train.validation=files(x = \"a\", y = \"b\", z = \"c\")");
    assertTrue(other.err().contains("`z` has no file of its own"), other.err());
  }

  @Test
  void columnsNeedAFile() {
    Netc netc = Netc.run("check", network("x = [a, b]  y = [kind]"));
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("names columns, but not the file"), netc.err());
  }

  @Test
  void errorsAreOneLineWithAPlace() {
    write("x.npy", ArrayBytes.npy(1, "|O", false, "(1,)", (byte) 1));
    Netc netc = Netc.run("train", network("x = \"x.npy\"  y = \"x.npy\""));
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("x.npy has Python objects (type `|O`)"), netc.err());
    assertTrue(netc.err().contains("net.net:8:"), netc.err());
  }
}
