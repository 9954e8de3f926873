package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import netwright.data.DataLoader;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.train.DataSet;

/// A network on rows of its own, for trainers to learn.
final class TrialNetwork {
  /// Three samples for single steps.
  static final float[] X = {0.1f, 0.2f, 1, 0.4f, 0.8f, 3, 1, 0.1f, 2};

  static final int[] C = {0, 2, 1};

  static final String LAYERS =
      """
        h = x -> standardize -> linear(8) -> batch_norm -> relu -> dropout(0.2)
        z = h -> linear(3)
        output p = softmax(z)
        loss cross_entropy(z, c)
        metric accuracy(z, c)
        metric f1(z, c)
      """;

  static final String SCORE =
      """
        z = x -> standardize -> linear(1)
        output p = sigmoid(z)
        t = where(c == 0, 0, 1)
        loss binary_cross_entropy(z, reshape(t, [1]))
        metric auc(z, reshape(t, [1]))
        metric r2(p, reshape(t, [1]))
      """;

  private TrialNetwork() {}

  /// The network in `folder`, with rows beside it.
  static Compilation network(Path folder, String layers, String init, String train, String data) {
    StringBuilder rows = new StringBuilder("a,b,d,c,w\n");
    for (int i = 0; i < 71; i++) {
      int a = i * 7 % 11;
      int b = i * 5 % 13;
      int d = i * 3 % 17;
      rows.append(a / 10.0).append(',').append(b / 10.0).append(',').append(d / 4.0);
      rows.append(',').append((a * b + d) % 3).append(',').append(0.5 + a % 2).append('\n');
    }
    String source =
        """
        layer always(x: [n]) {
          param value: [n] = zeros
          return value
        }
        layer noisy(x) = x + 0.1 * random(normal(0, 1), like = x)
        optimizer jittery(lr = 0.1) {
          param = param - lr * grad + 0.01 * random(normal(0, 1), like = param)
        }
        network Trial {
          input  x: [3]
          target c: class[3]
        %s
          %s
          train { batch = 8  epochs = 6  seed = 3  %s }
          data { file = "trial.csv"  x = [a, b, d]  c = [c]  %s }
        }
        """
            .formatted(layers, init, train, data);
    try {
      Files.writeString(folder.resolve("trial.csv"), rows);
      return compiled(Files.writeString(folder.resolve("trial.net"), source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Compilation compiled(Path file, String... settings) {
    CompileOptions all = CompileOptions.DEFAULT;
    return Compiler.compile(
        file, new CompileOptions(all.mode(), FlavourChoice.SCALAR, List.of(settings)));
  }

  /// Its training rows.
  static DataSet rows(Compilation compilation) {
    return DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision()).train();
  }

  /// Asserts the same tensors, to the last bit.
  static void assertSameTensors(
      SequencedMap<String, StoredTensor> expected, SequencedMap<String, StoredTensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((name, tensor) -> {
      assertEquals(tensor.type(), actual.get(name).type(), name);
      assertArrayEquals(tensor.shape(), actual.get(name).shape(), name);
      switch (tensor.type()) {
        case F32 -> assertArrayEquals(tensor.floats(), actual.get(name).floats(), name);
        default -> assertArrayEquals(tensor.doubles(), actual.get(name).doubles(), name);
      }
    });
  }
}
