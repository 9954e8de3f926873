package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.problem;
import static netwright.data.TestData.recipe;
import static netwright.data.TestData.sized;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Columns of text among those of an input become a number for each category.
class CategoriesTest {
  private static final String TEXT =
      "age,colour,size\n20,red,L\n30,blue,S\n40,red,M\n50,\"green\",S\n";

  @TempDir Path folder;

  private static Field input(int size, String... columns) {
    return sized(numbers("x", columns), size).withCategories(Optional.empty());
  }

  @Test
  void categoriesAreNumberedAsFirstSeen() {
    LoadedData data =
        DataLoader.load(recipe(file(folder, "c.csv", TEXT), input(7, "age", "colour", "size")));
    float[] expected = {
      20, 1, 0, 0, 1, 0, 0,
      30, 0, 1, 0, 0, 1, 0,
      40, 1, 0, 0, 0, 0, 1,
      50, 0, 0, 1, 0, 1, 0
    };
    assertArrayEquals(expected, data.train().of("x"));
    assertEquals(
        Map.of("x[colour]", List.of("red", "blue", "green"), "x[size]", List.of("L", "S", "M")),
        data.labels());
  }

  @Test
  void otherFilesHaveTheCategoriesOfTheTraining() {
    DataFile test = file(folder, "t.csv", "age,colour,size\n1,green,M\n2,blue,S\n");
    LoadedData data =
        DataLoader.load(
            new DataRecipe(
                Sources.of(file(folder, "c.csv", TEXT)),
                new Held.Separate(Sources.of(test)),
                NOTHING,
                0,
                List.of(input(4, "age", "colour"))));
    assertArrayEquals(new float[] {1, 0, 0, 1, 2, 0, 1, 0}, data.test().orElseThrow().of("x"));
    Field known =
        input(4, "age", "colour")
            .withCategories(Optional.of(Labels.categories("x", data.labels())));
    DataSet predicted =
        DataLoader.samples(Sources.of(test), List.of(known), Map.of(), Precision.F32);
    assertArrayEquals(data.test().orElseThrow().of("x"), predicted.of("x"));
  }

  @Test
  void unseenCategories() {
    Field known =
        input(3, "colour")
            .withCategories(Optional.of(Map.of("colour", List.of("red", "blue", "green"))));
    DataFile file = file(folder, "n.csv", "colour\nred\nbleu\n");
    Diagnostic error =
        problem(
            () -> DataLoader.samples(Sources.of(file), List.of(known), Map.of(), Precision.F32));
    assertEquals(Code.NOT_A_CLASS, error.code());
    assertEquals("`bleu` is not a label of colour", error.message());
    assertEquals("did you mean `blue`?", error.help());
    assertEquals("n.csv:3:1", error.span().place());
  }

  @Test
  void categoriesAreCounted() {
    Diagnostic error =
        problem(
            () -> DataLoader.load(recipe(file(folder, "c.csv", TEXT), input(5, "age", "colour"))));
    assertEquals(Code.COLUMN_COUNT, error.code());
    assertEquals("x takes 5 numbers a sample, but its columns make 4", error.message());
    assertEquals(
        "column colour is text: a number for each of its categories, red, blue, green",
        error.notes().getFirst().message());
    assertEquals("declare x: [4], or name other columns", error.help());
  }

  @Test
  void columnsOfNumbersAreNoCategories() {
    assertEquals(
        "x takes 3 numbers a sample, but 2 columns are named",
        problem(() ->
                DataLoader.load(recipe(file(folder, "c.csv", "a,b\n1,2\n"), input(3, "a", "b"))))
            .message());
    assertEquals(
        Code.NOT_A_NUMBER,
        problem(() ->
                DataLoader.load(recipe(file(folder, "c.csv", TEXT), input(2, "age", "colour"))))
            .code());
  }

  @Test
  void oneWrongNumberIsNoCategory() {
    Diagnostic error =
        problem(() ->
            DataLoader.load(
                recipe(
                    file(folder, "c.csv", "age,colour\n20,red\n3O,blue\n40,red\n"),
                    input(3, "age", "colour"))));
    assertEquals("`3O` is not a number", error.message());
  }

  @Test
  void missingCategoriesMayBeDroppedOrAveraged() {
    DataFile file = file(folder, "c.csv", "colour\nred\n\"\"\nblue\nred\nNA\nblue\n");
    for (Missing missing : List.of(Missing.DROP, Missing.MEAN)) {
      LoadedData data =
          DataLoader.load(
              new DataRecipe(
                  Sources.of(file),
                  NOTHING,
                  NOTHING,
                  0,
                  missing,
                  Optional.empty(),
                  Optional.empty(),
                  List.of(input(2, "colour"))));
      float[] expected =
          missing == Missing.DROP
              ? new float[] {1, 0, 0, 1, 1, 0, 0, 1}
              : new float[] {1, 0, 0.5f, 0.5f, 0, 1, 1, 0, 0.5f, 0.5f, 0, 1};
      assertArrayEquals(expected, data.train().of("x"));
    }
  }
}
