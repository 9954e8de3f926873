package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.classes;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.problem;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.arrays.ArrayBytes;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingTest {
  @TempDir Path folder;

  private static DataRecipe recipe(Missing missing, Held test, DataFile file, Field... fields) {
    return new DataRecipe(
        Sources.of(file),
        test,
        NOTHING,
        0,
        missing,
        Optional.empty(),
        Optional.empty(),
        List.of(fields));
  }

  private LoadedData load(Missing missing, String text, Field... fields) {
    return DataLoader.load(recipe(missing, NOTHING, file(folder, "m.csv", text), fields));
  }

  private static Field target(Field field) {
    return field.as(Field.Role.TARGET);
  }

  @Test
  void rowsThatLackSomethingAreDropped() {
    LoadedData data =
        load(
            Missing.DROP,
            "a,b,y,k\n1,2,3,u\n,5,6,v\n7,NA,9,u\n1,1,,v\n1,1,1,\n4,5,6,v\n",
            numbers("x", "a", "b"),
            target(numbers("y", "y")),
            target(classes("k", 2, "k")));
    assertArrayEquals(new float[] {1, 2, 4, 5}, data.train().of("x"));
    assertArrayEquals(new float[] {3, 6}, data.train().of("y"));
    assertArrayEquals(new float[] {0, 1}, data.train().of("k"));
    assertEquals(Map.of(), data.means());
  }

  @Test
  void missingInputsBecomeTheMeanOfTheTrainingRows() {
    DataFile test = file(folder, "t.csv", "a,y\n100,1\n,2\n");
    DataFile file = file(folder, "m.csv", "a,y\n1,1\nNA,2\n4,3\n");
    LoadedData data =
        DataLoader.load(
            recipe(
                Missing.MEAN,
                new Held.Separate(Sources.of(test)),
                file,
                numbers("x", "a"),
                target(numbers("y", "y"))));
    assertArrayEquals(new float[] {1, 2.5f, 4}, data.train().of("x"));
    assertArrayEquals(new float[] {100, 2.5f}, data.test().orElseThrow().of("x"));
    assertArrayEquals(new double[] {2.5}, data.means().get("x"));
  }

  @Test
  void heldOutRowsDoNotChangeTheMean() {
    StringBuilder text = new StringBuilder("a\n\n?\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append('\n');
    }
    LoadedData data =
        DataLoader.load(
            recipe(
                Missing.MEAN,
                share(0.3),
                file(folder, "m.csv", text.toString()),
                numbers("x", "a")));
    float[] all = data.train().of("x");
    float mean = (float) data.means().get("x")[0];
    double sum = 0;
    int count = 0;
    for (float value : all) {
      if (value != mean || value == Math.rint(value)) {
        sum += value;
        count++;
      }
    }
    assertEquals((float) (sum / count), mean);
  }

  @Test
  void missingTargetsHaveNoMean() {
    Diagnostic error =
        problem(() ->
            load(Missing.MEAN, "a,y\n1,\n2,3\n", numbers("x", "a"), target(numbers("y", "y"))));
    assertEquals("a cell is empty", error.message());
    assertTrue(error.help().contains("missing = drop"));
  }

  @Test
  void wrongCellsAreErrorsHoweverMissingOnesAreTaken() {
    for (Missing missing : Missing.values()) {
      Diagnostic error = problem(() -> load(missing, "a\n1\n1f\n", numbers("x", "a")));
      assertEquals("`1f` ends with a letter or sign", error.message());
    }
  }

  @Test
  void nothingIsLeft() {
    assertEquals(
        "each row of m.csv lacks something",
        problem(() -> load(Missing.DROP, "a,b\n1,\n,1\n", numbers("x", "a", "b"))).help());
    assertEquals(
        "element 1 of x is missing in every training row",
        problem(() -> load(Missing.MEAN, "a,b\n1,\n2,NA\n", numbers("x", "a", "b"))).message());
  }

  @Test
  void nothingIsLeftOfAFileThatIsHeldOut() {
    DataFile train = file(folder, "m.csv", "a\n1\n");
    Held test = new Held.Separate(Sources.of(file(folder, "t.csv", "a\nNA\nNA\n")));
    Diagnostic error =
        problem(() -> DataLoader.load(recipe(Missing.DROP, test, train, numbers("x", "a"))));
    assertEquals(Code.NO_ROWS, error.code());
    assertEquals("\"t.csv\"", error.span().text());
    assertEquals("each row of t.csv lacks something", error.help());
  }

  @Test
  void nanIsMissingInArrays() {
    DataFile file = file(folder, "a.npy", ArrayBytes.floats("(3, 1)", 1, Float.NaN, 3));
    Field x = numbers("x", "0");
    assertArrayEquals(
        new float[] {1, 2, 3},
        DataLoader.load(recipe(Missing.MEAN, NOTHING, file, x)).train().of("x"));
    assertArrayEquals(
        new float[] {1, 3},
        DataLoader.load(recipe(Missing.DROP, NOTHING, file, x)).train().of("x"));
    Diagnostic error = problem(() -> DataLoader.load(recipe(Missing.ERROR, NOTHING, file, x)));
    assertEquals(Code.NOT_A_NUMBER, error.code());
    assertTrue(error.help().contains("missing = mean"));
  }

  @Test
  void predictionsTakeTheMeansOfTheTraining() {
    DataFile file = file(folder, "p.csv", "a,b\n1,\n,4\n");
    Field x = numbers("x", "a", "b");
    DataSet data =
        DataLoader.samples(
            Sources.of(file), List.of(x), Map.of("x", new double[] {7, 8}), Precision.F32);
    assertArrayEquals(new float[] {1, 8, 7, 4}, data.of("x"));
    assertEquals(
        Code.NOT_A_NUMBER,
        TestData.problems(
                () -> DataLoader.samples(Sources.of(file), List.of(x), Map.of(), Precision.F32))
            .getFirst()
            .code());
  }
}
