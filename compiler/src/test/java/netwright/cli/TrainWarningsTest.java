package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Warnings about what the data holds and what training came to.
class TrainWarningsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binary_cross_entropy(z, y) | 0 | 1 | 2 | from 0 to 1; the training data has 2.0",
        "binary_cross_entropy(z, y) | 0 | 1 | 0.5 | ''",
        "hinge(z, y) | 1 | -1 | 0 | -1 or 1; the training data has 0.0",
        "hinge(z, y) | 1 | -1 | 1 | ''",
        "poisson_nll(z, y) | 0 | 3 | -1 | 0 or more; the training data has -1.0",
        "poisson_nll(z, y) | 0 | 3 | 7 | ''",
        "kl_div(log_softmax(z), y) | 0 | 1 | 1.5 | from 0 to 1; the training data has 1.5",
        "kl_div(log_softmax(z), y) | 0 | 1 | 1 | ''",
        "cross_entropy(z, y) | 0 | 1 | -2 | from 0 to 1; the training data has -2.0",
        "cross_entropy(z, y) | 0 | 1 | 1 | ''",
        "mse(z, y) | 0 | 1 | 70 | ''",
        "binary_cross_entropy(z, y / 2) | 0 | 1 | 2 | ''"
      })
  void targetsOutsideOfTheDomainOfTheirLoss(
      String loss, String a, String b, String c, String warning) {
    Netc netc = Netc.run("train", network(loss, "0.01", a, b, c));
    assertEquals(0, netc.exit(), netc.err());
    if (warning.isEmpty()) {
      assertFalse(netc.err().contains("warning["), netc.err());
    } else {
      assertTrue(netc.err().startsWith("warning[W0601]: `"), netc.err());
      assertTrue(netc.err().contains("expects values of `y` " + warning), netc.err());
    }
  }

  @Test
  void aTrainingThatDiverges() {
    Netc wild = Netc.run("train", network("mse(z, y)", "1e30", "1", "2", "3"));
    assertTrue(wild.err().contains("warning[W0502]"), wild.err());
    Netc calm = Netc.run("train", network("mse(z, y)", "0.01", "1", "2", "3"));
    assertFalse(calm.err().contains("warning["), calm.err());
  }

  @Test
  void anInfiniteLossIsCalledAsInTheTable() {
    Netc infinite = Netc.run("train", network("mse(z, y) + exp(1000)", "0.01", "1", "2", "3"));
    assertTrue(infinite.err().contains("the loss became inf in training"), infinite.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "scalar", "vector"})
  void everyFlavourKeepsWarningsAndDumps(String flavour) {
    Path file = network("mse(z -> linear(1), y)", "0.01", "1", "2", "3");
    Netc netc = Netc.run("train", file, "--flavour=" + flavour, "--dump=graph");
    assertEquals(2, netc.err().split("warning\\[W0402]", -1).length, netc.err());
    assertEquals(2, netc.out().split("--- graph ---", -1).length, netc.out());
  }

  private Path network(String loss, String rate, String... targets) {
    Netc.write(
        folder.resolve("three.csv"), "a,y\n1,%s\n2,%s\n3,%s\n".formatted((Object[]) targets));
    return Netc.write(
        folder.resolve("three.net"),
        """
        network Three {
          input  x: [1]
          target y: [1]
          output z = x -> linear(1)
          loss %s
          train { optimizer = sgd(lr = %s) epochs = 5 }
          data { file = "three.csv" x = [a] y = [y] }
        }
        """
            .formatted(loss, rate));
  }
}
