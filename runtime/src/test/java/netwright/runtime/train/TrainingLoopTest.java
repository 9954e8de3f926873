package netwright.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  private static final EpochListener SILENT = _ -> {};

  private final LinearRegression program = new LinearRegression();
  private final Memory memory = LinearRegression.SPEC.memory(Persistent.of(new float[2]));

  private static DataSet line(int rows) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) (i - rows / 2) / rows;
      y[i] = 3 * x[i] + 1;
    }
    return new DataSet(rows, Map.of("x", x, "y", y));
  }

  private static Recipe recipe(int batch, int epochs, boolean shuffle) {
    return new Recipe(batch, epochs, 7, shuffle, OptionalInt.empty());
  }

  private TrainingLoop.Outcome train(DataSet data, Recipe recipe, Validation validation) {
    return new TrainingLoop(program, LinearRegression.SPEC, memory, data, recipe, validation)
        .run(SILENT);
  }

  @Test
  void findsTheLine() {
    train(line(10), recipe(4, 300, true), Validation.NONE);
    assertArrayEquals(new float[] {3, 1}, memory.persistent, 1e-3f);
  }

  @Test
  void lastBatchHasWhatIsLeft() {
    TrainingLoop.Outcome outcome = train(line(10), recipe(4, 2, true), Validation.NONE);
    assertEquals(List.of(4, 4, 2, 4, 4, 2), program.rows);
    assertEquals(6, outcome.steps());
    assertEquals(6, memory.step);
    assertEquals(7, memory.seed);
  }

  @Test
  void epochAndProgressAreSet() {
    train(line(10), recipe(4, 2, true), Validation.NONE);
    assertEquals(List.of(1.0, 1.0, 1.0, 2.0, 2.0, 2.0), program.epochs);
    assertEquals(List.of(0.0, 1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0), program.progress);
  }

  @Test
  void theOptimizerOfAGroupRunsAfterItsBatches() {
    List<String> runs = new ArrayList<>();
    ProgramSpec spec =
        new ProgramSpec(
            "update",
            1,
            0,
            2,
            0,
            List.of(
                new Port("accumulated", true, 0, 1, false),
                new Port("progress", true, 1, 1, false)),
            List.of());
    Program optimizer =
        (own, rows) ->
            runs.add(
                own.step
                    + ": "
                    + own.wide[0]
                    + " rows at "
                    + own.wide[1]
                    + ", batch "
                    + memory.step);
    GroupUpdate update = new GroupUpdate(2, optimizer, spec, spec.memory(memory.persistent()));
    TrainingLoop.Outcome outcome =
        new TrainingLoop(
                program,
                LinearRegression.SPEC,
                memory,
                line(10),
                recipe(4, 2, true),
                Validation.NONE,
                Optional.of(update),
                EpochSchedule.NONE)
            .run(SILENT);
    assertEquals(
        List.of(
            "1: 8.0 rows at 0.0, batch 2",
            "2: 2.0 rows at 0.25, batch 3",
            "3: 8.0 rows at 0.5, batch 5",
            "4: 2.0 rows at 0.75, batch 6"),
        runs);
    assertEquals(4, outcome.steps());
    assertThrows(IllegalArgumentException.class, () -> new GroupUpdate(0, optimizer, spec, memory));
  }

  @Test
  void everyEpochSeesEverySampleInAnOrderOfItsOwn() {
    train(line(10), recipe(4, 2, true), Validation.NONE);
    List<Float> first = program.seen.subList(0, 10);
    List<Float> second = program.seen.subList(10, 20);
    assertNotEquals(first, second);
    assertEquals(first.stream().sorted().toList(), second.stream().sorted().toList());
    assertEquals(10, first.stream().distinct().count());
  }

  @Test
  void withoutShufflingTheOrderIsThatOfTheFile() {
    train(line(6), recipe(4, 1, false), Validation.NONE);
    assertEquals(program.seen.stream().sorted().toList(), program.seen);
  }

  @Test
  void lossOfAnEpochIsTheMeanOfItsBatches() {
    List<EpochReport> reports = new ArrayList<>();
    DataSet data = line(6);
    new TrainingLoop(
            program, LinearRegression.SPEC, memory, data, recipe(4, 1, false), Validation.NONE)
        .run(reports::add);
    double first = meanSquare(data.of("y"), 0, 4);
    float[] weights = new float[2];
    Memory again = LinearRegression.SPEC.memory(Persistent.of(weights));
    System.arraycopy(data.of("x"), 0, again.scratch, 0, 4);
    System.arraycopy(data.of("y"), 0, again.scratch, 4, 4);
    new LinearRegression().run(again, 4);
    System.arraycopy(data.of("x"), 4, again.scratch, 0, 2);
    System.arraycopy(data.of("y"), 4, again.scratch, 4, 2);
    new LinearRegression().run(again, 2);
    assertEquals((first + again.wide[0]) / 2, reports.getFirst().loss(), 1e-12);
  }

  @Test
  void sameSeedSameWeights() {
    train(line(10), recipe(3, 5, true), Validation.NONE);
    Memory other = LinearRegression.SPEC.memory(Persistent.of(new float[2]));
    new TrainingLoop(
            new LinearRegression(),
            LinearRegression.SPEC,
            other,
            line(10),
            recipe(3, 5, true),
            Validation.NONE)
        .run(SILENT);
    assertArrayEquals(memory.persistent, other.persistent);
  }

  @Test
  void earlyStoppingGoesBackToTheBestWeights() {
    double[] losses = {5, 4, 3, 3.5, Double.NaN, 3, 9};
    int[] calls = {0};
    List<Float> weights = new ArrayList<>();
    Evaluator evaluator =
        _ -> {
          weights.add(memory.persistent[0]);
          return Map.of("loss", losses[calls[0]++]);
        };
    Recipe patient = new Recipe(4, 100, 7, true, OptionalInt.of(3));
    TrainingLoop.Outcome outcome = train(line(10), patient, new Validation(evaluator, line(2)));
    assertEquals(6, outcome.epochs());
    assertEquals(Optional.of(3), outcome.restoredEpoch());
    assertEquals(weights.get(2), memory.persistent[0]);
  }

  @Test
  void withoutValidationEarlyStoppingWatchesTheTrainingLoss() {
    Recipe patient = new Recipe(4, 100_000, 7, true, OptionalInt.of(2));
    TrainingLoop.Outcome outcome = train(line(10), patient, Validation.NONE);
    assertTrue(outcome.epochs() < 100_000 && outcome.epochs() > 10, outcome::toString);
  }

  @Test
  void neverImprovingKeepsTheLastWeights() {
    Recipe patient = new Recipe(4, 100, 7, true, OptionalInt.of(2));
    Validation bad = new Validation(_ -> Map.of("loss", Double.NaN), line(2));
    assertEquals(Optional.empty(), train(line(10), patient, bad).restoredEpoch());
    assertNotEquals(0, memory.persistent[0]);
  }

  @Test
  void dataThatDoesNotFitIsRefused() {
    DataSet noTarget = new DataSet(2, Map.of("x", new float[2]));
    DataSet wide = new DataSet(2, Map.of("x", new float[4], "y", new float[2]));
    DataSet none = new DataSet(0, Map.of("x", new float[0], "y", new float[0]));
    for (DataSet data : List.of(noTarget, wide, none)) {
      assertThrows(
          IllegalArgumentException.class, () -> train(data, recipe(2, 1, true), Validation.NONE));
    }
    assertThrows(
        IllegalArgumentException.class, () -> train(line(10), recipe(5, 1, true), Validation.NONE));
  }

  @Test
  void smallDataMayHaveALargerBatchThanTheProgram() {
    train(line(3), recipe(100, 2, true), Validation.NONE);
    assertEquals(List.of(3, 3), program.rows);
  }

  private static double meanSquare(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i] / (to - from);
    }
    return sum;
  }
}
