package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.io.Safetensors;

/// Trainings of a small network in a folder, by `netc train`, and the weights that they save.
record Trials(Path folder) {

  /// A regression with 29 training rows: `declarations` stand before the network, `train` is what its section says.
  Trials write(String declarations, String layers, String train) {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 29; i++) {
      double a = (i * 7 % 11) / 10.0;
      double b = (i * 5 % 13) / 10.0;
      rows.append(a).append(',').append(b).append(',').append(3 * a - 2 * b * a + 1).append('\n');
    }
    Netc.write(folder.resolve("trial.csv"), rows.toString());
    Netc.write(
        folder.resolve("trial.net"),
        """
        %s
        network Trial {
          input  x: [2]
          target y: [1]
          output z = x -> %s
          loss mse(z, y)
          train { %s }
          data { file = "trial.csv"  x = [a, b]  y = [y] }
        }
        """
            .formatted(declarations, layers, train));
    return this;
  }

  Netc train(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("train", folder.resolve("trial.net")));
    arguments.addAll(List.of(options));
    return Netc.run(arguments.toArray());
  }

  /// The trained parameters by name.
  Map<String, float[]> weights(Object... options) {
    Netc netc = train(options);
    assertEquals(0, netc.exit(), netc.err() + netc.out());
    try {
      Map<String, float[]> weights = new LinkedHashMap<>();
      Safetensors.read(folder.resolve("trial.safetensors"))
          .tensors()
          .forEach((name, tensor) -> weights.put(name, tensor.floats()));
      return weights;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same, after making sure that every way to run gives the same bits.
  Map<String, float[]> sameWeights(Object... options) {
    Map<String, float[]> expected = weights(with(options, "--mode", "interpreted"));
    for (String flavour : List.of("scalar", "vector")) {
      assertSame(expected, weights(with(options, "--flavour", flavour)), flavour);
    }
    return expected;
  }

  static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual, String about) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), about + name));
  }

  static void assertNear(
      Map<String, float[]> expected, Map<String, float[]> actual, float tolerance) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, values) -> assertArrayEquals(values, actual.get(name), tolerance, name));
  }

  private static Object[] with(Object[] options, Object... more) {
    List<Object> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray();
  }
}
