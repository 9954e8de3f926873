package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.classes;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.recipe;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderTest {
  @TempDir Path folder;

  private DataSet load(String text, Field... fields) {
    return DataLoader.load(recipe(file(folder, "data.csv", text), fields)).train();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c\n1,2,3\n4,5,6\n",
        "a,b,c\n1,2,3\n4,5,6",
        "a,b,c\r\n1,2,3\r\n4,5,6\r\n",
        "a,b,c\r1,2,3\r4,5,6\r",
        "\uFEFFa,b,c\n1,2,3\n4,5,6\n",
        "a;b;c\n1;2;3\n4;5;6\n",
        "a\tb\tc\n1\t2\t3\n4\t5\t6\n",
        "\"a\",\"b\",\"c\"\n\"1\",2,\"3\"\n4,5,6\n",
        "a, b, c\n1, 2, 3\n 4 ,5,6\n",
        "\n\na,b,c\n\n1,2,3\n   \n4,5,6\n\n",
        " \n\n  \na,b,c\n1,2,3\n4,5,6\n",
        "c,b,a\n3,2,1\n6,5,4\n",
        "a,note,b,c\n1,\"two\nlines, and a \"\" quote\",2,3\n4,,5,6\n"
      })
  void readsEveryForm(String text) {
    DataSet data = load(text, numbers("x", "a", "c"), numbers("y", "b"));
    assertEquals(2, data.rows());
    assertArrayEquals(new float[] {1, 3, 4, 6}, data.of("x"));
    assertArrayEquals(new float[] {2, 5}, data.of("y"));
  }

  /// In f64 a number is the nearest f64, however many digits it has; classes are what they are in f32.
  @Test
  void doublesKeepTheirDigits() {
    String text = "a,b,kind\n0.1,12345678901234567,yes\n1e-300,-2.5e300,no\n";
    Field[] fields = {numbers("x", "a", "b"), classes("y", 2, "kind")};
    DataSet data =
        DataLoader.load(recipe(file(folder, "data.csv", text), fields), Precision.F64).train();
    assertArrayEquals(new double[] {0.1, 12345678901234567.0, 1e-300, -2.5e300}, data.wideOf("x"));
    assertArrayEquals(new double[] {0, 1}, data.wideOf("y"));
    assertThrows(IllegalArgumentException.class, () -> data.of("x"));
    assertArrayEquals(new double[] {1e-300, -2.5e300}, data.select(1).wideOf("x"));
  }

  @Test
  void weightsTooSmallForF32CountInF64() {
    DataFile file = file(folder, "data.csv", "a,w\n1,0\n2,1e-60\n");
    Field weight = numbers("w", "w").as(Field.Role.WEIGHT);
    DataSet data = DataLoader.load(recipe(file, numbers("x", "a"), weight), Precision.F64).train();
    assertArrayEquals(new double[] {0, 1e-60}, data.wideOf("w"));
  }

  @Test
  void rangesIncludeBothEnds() {
    DataSet data = load("a,b,c,d\n1,2,3,4\n5,6,7,8\n", numbers("x", "b..d"), numbers("y", "a"));
    assertArrayEquals(new float[] {2, 3, 4, 6, 7, 8}, data.of("x"));
  }

  @Test
  void columnsWithoutHeaderHaveNumbersFromZero() {
    DataSet data = load("1,2,3,4\n5,6,7,8\n", numbers("x", "0..2"), numbers("y", "3"));
    assertArrayEquals(new float[] {1, 2, 3, 5, 6, 7}, data.of("x"));
    assertArrayEquals(new float[] {4, 8}, data.of("y"));
  }

  @Test
  void numbersAlsoWorkBelowHeader() {
    assertArrayEquals(new float[] {2, 4}, load("a,b\n1,2\n3,4\n", numbers("x", "1")).of("x"));
  }

  @Test
  void integersAreClasses() {
    LoadedData data =
        DataLoader.load(
            recipe(file(folder, "d.csv", "digit\n3\n0\n2.0\n"), classes("digit", 4, "digit")));
    assertArrayEquals(new float[] {3, 0, 2}, data.train().of("digit"));
    assertEquals(Map.of(), data.labels());
  }

  @Test
  void labelsAreNumberedAsFirstSeen() {
    var train = file(folder, "train.csv", "kind\nsetosa\nversicolor\nsetosa\nvirginica\n");
    var test = file(folder, "test.csv", "kind\nvirginica\nsetosa\n");
    var recipe =
        new DataRecipe(
            Sources.of(train),
            new Held.Separate(Sources.of(test)),
            NOTHING,
            0,
            List.of(classes("kind", 3, "kind")));
    LoadedData data = DataLoader.load(recipe);
    assertEquals(List.of("setosa", "versicolor", "virginica"), data.labels().get("kind"));
    assertArrayEquals(new float[] {0, 1, 0, 2}, data.train().of("kind"));
    assertArrayEquals(new float[] {2, 0}, data.test().orElseThrow().of("kind"));
  }

  @Test
  void labelsMayBeGiven() {
    Field field = classes("answer", 2, "answer");
    Field known = field.with(field.classes().orElseThrow().named(List.of("no", "yes")));
    assertArrayEquals(new float[] {1, 0}, load("answer\nyes\nno\n", known).of("answer"));
  }

  @Test
  void sharesAreDisjointAndComplete() {
    String text =
        "v\n" + String.join("\n", IntStream.range(0, 50).mapToObj(String::valueOf).toList());
    var file = file(folder, "v.csv", text);
    LoadedData data =
        DataLoader.load(
            new DataRecipe(
                Sources.of(file), share(0.2), share(0.25), 0, List.of(numbers("x", "v"))));
    assertEquals(10, data.test().orElseThrow().rows());
    assertEquals(10, data.validation().orElseThrow().rows());
    assertEquals(30, data.train().rows());
    Set<Float> all = new TreeSet<>();
    List.of(data.train(), data.test().get(), data.validation().get())
        .forEach(set -> all.addAll(floats(set.of("x"))));
    assertEquals(50, all.size());
    float[] order = data.train().of("x").clone();
    Arrays.sort(order);
    assertArrayEquals(order, data.train().of("x"));
  }

  @Test
  void theSeedChoosesTheHeldOutRowsAndNothingElseDoes() {
    String text =
        "v\n" + String.join("\n", IntStream.range(0, 50).mapToObj(String::valueOf).toList());
    var file = file(folder, "v.csv", text);
    List<Field> fields = List.of(numbers("x", "v"));
    float[] first =
        DataLoader.load(new DataRecipe(Sources.of(file), share(0.2), NOTHING, 0, fields))
            .test()
            .orElseThrow()
            .of("x");
    float[] again =
        DataLoader.load(new DataRecipe(Sources.of(file), share(0.2), share(0.5), 0, fields))
            .test()
            .orElseThrow()
            .of("x");
    float[] other =
        DataLoader.load(new DataRecipe(Sources.of(file), share(0.2), NOTHING, 1, fields))
            .test()
            .orElseThrow()
            .of("x");
    assertArrayEquals(first, again);
    assertFalse(Arrays.equals(first, other));
  }

  @Test
  void hashesAreThoseOfTheBytes() {
    LoadedData data = DataLoader.load(recipe(file(folder, "h.csv", "a\n1\n"), numbers("x", "a")));
    assertEquals(
        Hashes.sha256("a\n1\n".getBytes(StandardCharsets.UTF_8)), data.hashes().get("h.csv"));
    assertEquals(64, data.hashes().get("h.csv").length());
  }

  private static List<Float> floats(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }
}
