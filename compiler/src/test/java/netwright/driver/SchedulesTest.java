package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.EpochReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules with states, fed with losses.
class SchedulesTest {
  private static final ProgramSpec SPEC =
      new ProgramSpec(
          "train",
          1,
          0,
          3,
          0,
          List.of(
              new Port("epoch", true, 0, 1, false),
              new Port("schedule.0", true, 1, 1, false),
              new Port("schedule.1", true, 2, 1, false)),
          List.of());

  @TempDir Path folder;

  /// The numbers of the first schedule: before the first epoch, and after each.
  private List<Double> values(String declarations, String factor, double... losses) {
    return values(1, declarations, factor, losses);
  }

  private List<Double> values(int place, String declarations, String factor, double... losses) {
    String source =
        """
        %s
        network Test {
          input x: [2]
          target y: [1]
          output z = x -> linear(1)
          loss mse(z, y)
          train { optimizer = sgd(lr = 0.1 * %s) }
          data { file = "none.csv" x = [a, b] y = [c] }
        }
        """;
    Schedules schedules = new Schedules(compiled(source.formatted(declarations, factor)));
    Memory memory = SPEC.memory(Persistent.of(new float[0]));
    schedules.begin(SPEC, memory);
    List<Double> values = new ArrayList<>(List.of(memory.wide[place]));
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      OptionalDouble held = OptionalDouble.of(losses[epoch - 1]);
      schedules.ended(new EpochReport(epoch, losses.length, 3L * epoch, 99, held, 0), SPEC, memory);
      values.add(memory.wide[place]);
    }
    return values;
  }

  private Compilation compiled(String source) {
    try {
      Path file = Files.writeString(folder.resolve("test.net"), source);
      return Compiler.compile(file, CompileOptions.DEFAULT);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The loss stays above 2 · (1 - 1e-4) from the second epoch on, so the third bad epoch in a row is too much.
  @Test
  void plateauWaitsForTheThirdBadEpoch() {
    assertEquals(
        List.of(1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25),
        values("", "plateau(0.5, patience = 2)", 3, 2, 2, 1.9999, 2, 5, Double.NaN, 7));
    assertEquals(
        List.of(1.0, 1.0, 0.5, 0.4, 0.4),
        values("", "plateau(0.5, patience = 0, least = 0.4)", 3, 3, 3, 3));
  }

  /// ReduceLROnPlateau as its documentation says it, on random losses.
  @Test
  void plateauIsReduceOnPlateau() {
    Random random = new Random(5);
    double[] losses = new double[300];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = 1 / (1 + i / 20.0) + 0.1 * random.nextDouble();
    }
    List<Double> expected = new ArrayList<>(List.of(1.0));
    double best = Double.POSITIVE_INFINITY;
    double scale = 1;
    int bad = 0;
    for (double loss : losses) {
      if (loss < best * (1 - 1e-2)) {
        best = loss;
        bad = 0;
      } else {
        bad++;
      }
      if (bad > 4) {
        scale *= 0.7;
        bad = 0;
      }
      expected.add(scale);
    }
    assertEquals(expected, values("", "plateau(0.7, patience = 4, threshold = 1e-2)", losses));
  }

  @Test
  void aScheduleOfOnesOwnSeesTheTime() {
    String mine =
        """
        schedule mine(rate = 2) {
          require rate > 1, "rate must be above 1"
          state sum = 0.5
          before = sum
          sum = sum * rate + epoch + step / 100 + progress
          return sum + before * 0
        }
        """;
    assertEquals(List.of(0.5, 2.53, 8.12), values(mine, "mine()", 7, 8));
  }

  @Test
  void eachCallHasStatesOfItsOwn() {
    String factor = "plateau(0.5, patience = 0) * plateau(0.1, patience = 1)";
    assertEquals(List.of(1.0, 1.0, 0.5, 0.25), values(1, "", factor, 3, 3, 3));
    assertEquals(List.of(1.0, 1.0, 1.0, 0.1), values(2, "", factor, 3, 3, 3));
  }
}
