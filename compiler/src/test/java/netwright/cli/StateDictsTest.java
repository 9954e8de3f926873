package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import netwright.weights.TensorFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// State dicts that PyTorch wrote, by `make.py` beside them: the networks say the same with them, and write the same again.
class StateDictsTest {
  private static final Path FILES =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/resources/pytorch");

  @TempDir Path folder;

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  private static void assertFails(String message, Object... arguments) {
    Netc netc = Netc.run(arguments);
    assertEquals(2, netc.exit(), netc.out() + netc.err());
    assertTrue(netc.err().contains(message), netc.err());
    assertTrue(!netc.err().contains("\tat "), netc.err());
  }

  private static Netc done(Object... arguments) {
    Netc netc = Netc.run(arguments);
    assertEquals(0, netc.exit(), netc.err());
    return netc;
  }

  private static List<Double> numbers(Netc netc) {
    List<Double> numbers = new ArrayList<>();
    netc.lines().stream()
        .skip(1)
        .forEach(line -> List.of(line.split(",")).forEach(n -> numbers.add(Double.valueOf(n))));
    return numbers;
  }

  private static void assertPredicts(Netc netc, String data) throws IOException {
    StoredTensor expected = TensorFiles.read(file(data)).tensors().get("y");
    List<Double> actual = numbers(netc);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.value(i), actual.get(i), 1e-5, data + " " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dense, dense.safetensors, dense-data.npz",
    "dense, mixed.safetensors, mixed-data.npz",
    "convolution, convolution.safetensors, convolution-data.npz",
    "series, series.safetensors, series-data.npz",
    "attention, attention.npz, attention-data.npz"
  })
  void predictsWhatPyTorchPredicts(String network, String weights, String data) throws IOException {
    Path net = file(network + ".net");
    Netc direct =
        done(
            "predict",
            net,
            "--weights",
            file(weights),
            "--layout",
            "pytorch",
            "--data",
            file(data));
    assertPredicts(direct, data);
    Path own = folder.resolve("own.npz");
    done("weights", "convert", file(weights), own, "--layout", "netwright", "--network", net);
    assertEquals(direct, done("predict", net, "--weights", own, "--data", file(data)));
  }

  @ParameterizedTest
  @CsvSource({
    "dense.safetensors",
    "convolution.safetensors",
    "series.safetensors",
    "attention.npz"
  })
  void writesWhatPyTorchWrote(String weights) throws IOException {
    Path net = file(weights.replaceFirst("\\..*", ".net"));
    Path own = folder.resolve("own.safetensors");
    done("weights", "convert", file(weights), own, "--layout", "netwright", "--network", net);
    for (String name : List.of("back.safetensors", "back.npz")) {
      Path back = folder.resolve(name);
      done(
          "weights",
          "convert",
          own,
          back,
          "--layout",
          "pytorch",
          "--network",
          net,
          "--like",
          file(weights));
      Map<String, StoredTensor> written = new LinkedHashMap<>(TensorFiles.read(back).tensors());
      Map<String, StoredTensor> theirs =
          new LinkedHashMap<>(TensorFiles.read(file(weights)).tensors());
      assertEquals(theirs.keySet(), written.keySet());
      // Which nothing reads: it counts from 0 again.
      written.keySet().removeIf(key -> key.endsWith("num_batches_tracked"));
      theirs.keySet().removeIf(key -> key.endsWith("num_batches_tracked"));
      assertEquals(theirs, written);
    }
  }

  @Test
  void trainsOnFromAStateDict() throws IOException {
    Path saved = folder.resolve("saved.safetensors");
    Netc netc =
        done(
            "train",
            file("dense.net"),
            "--weights",
            file("dense.safetensors"),
            "--layout",
            "pytorch",
            "--save",
            saved,
            "--set",
            "train.optimizer.lr=1e-30",
            "--json");
    assertTrue(netc.last().matches(".*\"train\":\\{\"loss\":[0-9.]+E-1[0-9]\\}.*"), netc.last());
    assertPredicts(
        done("predict", file("dense.net"), "--weights", saved, "--data", file("dense-data.npz")),
        "dense-data.npz");
  }

  @Test
  void wordsOfTheResult() {
    Path own = folder.resolve("own.safetensors");
    Netc netc =
        done(
            "weights",
            "convert",
            file("dense.safetensors"),
            own,
            "--layout",
            "netwright",
            "--network",
            file("dense.net"));
    assertEquals("h1.linear.weight       0.weight", netc.lines().get(1));
    assertEquals("wrote " + own + ", 6 tensors", netc.last());
    Netc json =
        done(
            "weights",
            "convert",
            own,
            folder.resolve("b.npz"),
            "--layout",
            "pytorch",
            "--network",
            file("dense.net"),
            "--map",
            "h1=first",
            "--json");
    assertTrue(
        json.last().contains("\"names\":{\"h1.linear.weight\":\"first.weight\""), json.out());
  }

  @Test
  void anotherNetworkIsRefused() {
    String[] layout = {"--layout", "pytorch", "--data"};
    Path data = file("dense-data.npz");
    assertFails(
        "error[E0703]: "
            + file("dense.safetensors")
            + ": `h1.linear.weight` needs [7, 8] in PyTorch's layout, but `0.weight` is [6, 8]",
        "predict",
        seven(),
        "--weights",
        file("dense.safetensors"),
        layout[0],
        layout[1],
        layout[2],
        data);
    assertFails(
        "error[E0703]",
        "predict",
        file("dense.net"),
        "--weights",
        file("series.safetensors"),
        layout[0],
        layout[1],
        layout[2],
        data);
    assertFails(
        "add --layout pytorch if PyTorch wrote them",
        "predict",
        file("dense.net"),
        "--weights",
        file("dense.safetensors"),
        "--data",
        data);
  }

  private Path seven() {
    return Netc.write(
        folder.resolve("dense.net"),
        Netc.read(file("dense.net")).replace("linear(6)", "linear(7)"));
  }

  @Test
  void layoutsAreNotTakenForOneAnother() {
    Path own = folder.resolve("own.safetensors");
    Path theirs = folder.resolve("theirs.safetensors");
    Path net = Netc.line(folder);
    done("train", net, "--save", own);
    done("weights", "convert", own, theirs, "--layout", "pytorch", "--network", net);
    Path data = folder.resolve("line.csv");
    assertFails(
        own + " is in the layout of netwright",
        "predict",
        net,
        "--weights",
        own,
        "--layout",
        "pytorch",
        "--data",
        data);
    assertFails(
        theirs + " is in the layout of PyTorch",
        "predict",
        net,
        "--weights",
        theirs,
        "--data",
        data);
    assertFails(
        theirs + " is in the layout of PyTorch",
        "weights",
        "convert",
        theirs,
        theirs,
        "--layout",
        "pytorch",
        "--network",
        net);
    assertEquals(
        done("predict", net, "--weights", own, "--data", data),
        done("predict", net, "--weights", theirs, "--layout", "pytorch", "--data", data));
  }

  @Test
  void conversionsOntoThemselves() throws IOException {
    Path net = Netc.line(folder);
    Path own = folder.resolve("line.safetensors");
    done("train", net);
    byte[] before = Files.readAllBytes(own);
    done("weights", "convert", own, own);
    assertEquals(-1, Files.mismatch(own, Files.write(folder.resolve("before"), before)));
    done("weights", "convert", own, own, "--layout", "pytorch", "--network", net);
    done("weights", "convert", own, own, "--layout", "netwright", "--network", net);
    assertEquals(-1, Files.mismatch(own, folder.resolve("before")));
    Path npz = folder.resolve("line.npz");
    done("weights", "convert", own, npz);
    done("weights", "convert", npz, npz);
    done("weights", "convert", npz, own);
    assertEquals(-1, Files.mismatch(own, folder.resolve("before")));
    assertEquals(
        done("predict", net, "--data", folder.resolve("line.csv")),
        done("predict", net, "--data", folder.resolve("line.csv"), "--weights", npz));
  }

  @Test
  void compiledClassesReadSafetensors() {
    Path net = Netc.line(folder);
    Path npz = folder.resolve("line.npz");
    done("train", net);
    done("weights", "convert", folder.resolve("line.safetensors"), npz);
    assertFails(
        npz + " is an npz file, and compiled classes read safetensors",
        "compile",
        net,
        "-o",
        folder.resolve("classes"),
        "--weights",
        npz);
  }

  /// What is fitted to data comes from the data where PyTorch has nothing.
  @Test
  void standardize() throws IOException {
    Path net =
        Netc.write(
            Netc.line(folder),
            Netc.read(folder.resolve("line.net"))
                .replace("x -> linear", "x -> standardize -> linear"));
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("weight", StoredTensor.of(new int[] {1, 2}, new float[] {1, 2}));
    tensors.put("bias", StoredTensor.of(new int[] {1}, new float[] {3}));
    Path dict = folder.resolve("dict.safetensors");
    TensorFiles.write(dict, TensorFiles.Format.SAFETENSORS, new TensorFile(Map.of(), tensors));
    assertFails(
        "has nothing for `line.standardize.mean`, which PyTorch has no layer for",
        "predict",
        net,
        "--weights",
        dict,
        "--layout",
        "pytorch",
        "--data",
        folder.resolve("line.csv"));
    done("train", net, "--weights", dict, "--layout", "pytorch");
    Path back = folder.resolve("back.safetensors");
    done(
        "weights",
        "convert",
        folder.resolve("line.safetensors"),
        back,
        "--layout",
        "pytorch",
        "--network",
        net);
    assertTrue(TensorFiles.read(back).tensors().containsKey("line.standardize.mean"));
    assertEquals(
        done("predict", net, "--data", folder.resolve("line.csv")),
        done(
            "predict",
            net,
            "--data",
            folder.resolve("line.csv"),
            "--weights",
            back,
            "--layout",
            "pytorch"));
  }

  @Test
  void misuse() {
    Path in = file("dense.safetensors");
    Path out = folder.resolve("out.npz");
    Path net = file("dense.net");
    assertFails("--layout needs --network", "weights", "convert", in, out, "--layout", "pytorch");
    assertFails("--layout needs --network", "weights", "convert", in, out, "--network", net);
    assertFails("--map, --set and --like need", "weights", "convert", in, out, "--map", "a=b");
    assertFails(
        "--like is for --layout pytorch",
        "weights",
        "convert",
        in,
        out,
        "--layout",
        "netwright",
        "--network",
        net,
        "--like",
        in);
    assertFails("does not say what to write", "weights", "convert", in, folder.resolve("out.bin"));
    assertFails(
        "cannot write", "weights", "convert", in, folder.resolve("nowhere").resolve("out.npz"));
    assertFails("are about --weights FILE", "train", net, "--layout", "pytorch");
    assertFails("what shall netc do with weights?", "weights");
    assertFails("error[E0801]", "weights", "shwo");
  }
}
