package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.classes;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.problem;
import static netwright.data.TestData.recipe;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

class ArrayDataTest {
  @TempDir Path folder;

  private static Field shaped(Field field, Integer... shape) {
    return new Field(field.name(), List.of(shape), field.columns(), field.classes(), field.span());
  }

  private static Field whole(String name, Integer... shape) {
    return shaped(numbers(name), shape);
  }

  private DataFile npz() {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("images", ArrayBytes.unsigned("(3, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    arrays.put("weights", ArrayBytes.floats("(3,)", 0.5f, 1, 2));
    arrays.put("digit", ArrayBytes.unsigned("(3,)", 2, 0, 1));
    return file(folder, "data.npz", ArrayBytes.npz(true, arrays));
  }

  private Diagnostic error(DataFile file, Field... fields) {
    return problem(() -> DataLoader.load(recipe(file, fields)));
  }

  @Test
  void namesAreThoseOfArrays() {
    LoadedData data =
        DataLoader.load(recipe(npz(), shaped(numbers("x", "images"), 4), classes("y", 3, "digit")));
    assertEquals(3, data.train().rows());
    assertArrayEquals(new float[] {1, 2, 3, 4}, data.train().select(0).of("x"));
    assertArrayEquals(new float[] {2, 0, 1}, data.train().of("y"));
    assertEquals(64, data.hashes().get("data.npz").length());
    assertEquals(Map.of(), data.labels());
  }

  @Test
  void severalArraysFollowOneAnother() {
    DataSet data =
        DataLoader.load(recipe(npz(), shaped(numbers("x", "weights", "images"), 5))).train();
    assertArrayEquals(new float[] {1, 5, 6, 7, 8}, data.select(1).of("x"));
  }

  @Test
  void axesOfOneElementDoNotCountAndEitherSideMayBeFlat() {
    for (Integer[] shape :
        List.of(new Integer[] {2, 2}, new Integer[] {4}, new Integer[] {2, 2, 1})) {
      DataSet data = DataLoader.load(recipe(npz(), shaped(numbers("x", "images"), shape))).train();
      assertArrayEquals(new float[] {9, 10, 11, 12}, data.select(2).of("x"));
    }
  }

  @Test
  void eachFieldMayHaveItsFile() {
    DataFile images =
        file(
            folder,
            "images.idx",
            ArrayBytes.gzip(ArrayBytes.idx(new int[] {3, 1, 2}, 1, 2, 3, 4, 5, 6)));
    DataFile labels = file(folder, "labels.idx", ArrayBytes.idx(new int[] {3}, 2, 1, 0));
    DataFile test = file(folder, "test.npy", ArrayBytes.floats("(1, 2)", 7, 8));
    DataFile testLabels = file(folder, "testlabels.npy", ArrayBytes.unsigned("(1,)", 1));
    Field label = classes("y", 3, "0");
    List<Field> fields = List.of(whole("x", 2), label.whole());
    LoadedData data =
        DataLoader.load(
            new DataRecipe(
                new Sources(Optional.empty(), Map.of("x", images, "y", labels)),
                new Held.Separate(
                    new Sources(Optional.empty(), Map.of("x", test, "y", testLabels))),
                share(0.3),
                0,
                fields));
    assertEquals(2, data.train().rows());
    assertEquals(1, data.validation().orElseThrow().rows());
    assertArrayEquals(new float[] {7, 8}, data.test().orElseThrow().of("x"));
    assertEquals(4, data.hashes().size());
  }

  @Test
  void columnsOfOneArrayHaveNumbers() {
    DataFile file = file(folder, "t.npy", ArrayBytes.floats("(2, 4)", 1, 2, 3, 4, 5, 6, 7, 8));
    DataSet data = DataLoader.load(recipe(file, numbers("x", "0..2"), numbers("y", "3"))).train();
    assertArrayEquals(new float[] {1, 2, 3, 5, 6, 7}, data.of("x"));
    assertArrayEquals(new float[] {4, 8}, data.of("y"));
    assertEquals("its columns have the numbers 0 .. 3", error(file, numbers("x", "4")).help());
    assertEquals(Code.UNKNOWN_COLUMN, error(file, numbers("x", "a")).code());
  }

  @Test
  void arraysAndTablesTogether() {
    DataFile images = file(folder, "i.npy", ArrayBytes.floats("(2, 2)", 1, 2, 3, 4));
    DataFile table = file(folder, "t.csv", "id,kind\n1,b\n2,a\n");
    Sources sources = new Sources(Optional.of(table), Map.of("x", images));
    List<Field> fields = List.of(whole("x", 2), classes("y", 2, "kind"));
    LoadedData data = DataLoader.load(new DataRecipe(sources, NOTHING, NOTHING, 0, fields));
    assertArrayEquals(new float[] {1, 2, 3, 4}, data.train().of("x"));
    assertEquals(List.of("b", "a"), data.labels().get("y"));
  }

  @Test
  void doublesKeepTheirDigitsInNetworksOfDoubles() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(0.1).putDouble(1e300).putDouble(-3);
    byte[] array = ArrayBytes.npy(1, "<f8", false, "(3,)", bytes.array());
    DataFile table = file(folder, "t.csv", "w,kind\n0.3,b\n0.7,a\n1,a\n");
    Sources sources = new Sources(Optional.of(table), Map.of("x", file(folder, "d.npy", array)));
    List<Field> fields = List.of(whole("x"), numbers("w", "w"), classes("y", 2, "kind"));
    DataRecipe recipe = new DataRecipe(sources, NOTHING, NOTHING, 0, fields);
    DataSet data = DataLoader.load(recipe, Precision.F64).train();
    assertArrayEquals(new double[] {0.1, 1e300, -3}, data.wideOf("x"));
    assertArrayEquals(new double[] {0.3, 0.7, 1}, data.wideOf("w"));
    assertArrayEquals(new double[] {0, 1, 1}, data.wideOf("y"));
    DataFile digits = npz();
    Field digit = classes("y", 2, "digit");
    assertEquals(
        "`digit` in data.npz, sample 0: 2 is not a class of y",
        problem(() -> DataLoader.load(recipe(digits, digit), Precision.F64)).message());
  }

  @Test
  void differentNumbersOfSamples() {
    DataFile images = file(folder, "i.npy", ArrayBytes.floats("(2, 2)", 1, 2, 3, 4));
    DataFile table = file(folder, "t.csv", "id,kind\n1,b\n2,a\n3,a\n");
    Sources sources = new Sources(Optional.of(table), Map.of("x", images));
    List<Field> fields = List.of(whole("x", 2), numbers("y", "id"));
    Diagnostic error =
        problem(() -> DataLoader.load(new DataRecipe(sources, NOTHING, NOTHING, 0, fields)));
    assertEquals("t.csv has 3 samples, i.npy has 2", error.message());
    DataFile npz =
        file(
            folder,
            "d.npz",
            ArrayBytes.npz(
                false,
                new LinkedHashMap<>(
                    Map.of(
                        "a", ArrayBytes.floats("(2,)", 1, 2), "b", ArrayBytes.floats("(1,)", 1)))));
    assertEquals(
        "`b` in d.npz has 1 sample, the first array has 2",
        error(npz, numbers("x", "a"), numbers("y", "b")).message());
  }

  @Test
  void shapesThatDoNotFit() {
    Diagnostic error = error(npz(), shaped(numbers("x", "images"), 5));
    assertEquals(Code.ARRAY_SHAPE, error.code());
    assertEquals(
        "x takes 5 numbers a sample, but `images` in data.npz has the shape [3, 2, 2]: 4 numbers a sample",
        error.message());
    DataFile planes = file(folder, "c.npy", ArrayBytes.unsigned("(1, 3, 2, 2)", new int[12]));
    assertTrue(error(planes, whole("x", 2, 2, 3)).help().contains("np.moveaxis"));
    DataFile oneHot = file(folder, "o.npy", ArrayBytes.unsigned("(1, 3)", 0, 1, 0));
    assertTrue(error(oneHot, classes("y", 3, "0").whole()).help().contains("argmax"));
  }

  @Test
  void arraysThatDoNotExist() {
    Diagnostic error = error(npz(), numbers("x", "image"));
    assertEquals("data.npz has no array `image`", error.message());
    assertEquals("did you mean `images`?", error.help());
    assertEquals("its arrays are images, weights, digit", error.notes().getFirst().message());
    assertEquals(Code.UNKNOWN_COLUMN, error(npz(), numbers("x", "0")).code());
  }

  @Test
  void elementsThatAreNoValues() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(1).putDouble(1e300).putDouble(Double.NaN);
    DataFile file = file(folder, "d.npy", ArrayBytes.npy(1, "<f8", false, "(3,)", bytes.array()));
    Diagnostic error = error(file, whole("x"));
    assertEquals("d.npy, sample 1: 1.0E300 is too large for f32", error.message());
    assertEquals("one more element is wrong", error.notes().getFirst().message());
    Diagnostic badClass = error(npz(), classes("y", 2, "digit"));
    assertEquals("`digit` in data.npz, sample 0: 2 is not a class of y", badClass.message());
    assertEquals("y has 2 classes, the integers 0 .. 1", badClass.help());
  }

  @Test
  void damageHasPlaceAndHelp() {
    DataFile file = file(folder, "d.npy", ArrayBytes.npy(1, "|O", false, "(1,)", (byte) 1));
    Diagnostic error = error(file, whole("x"));
    assertEquals(Code.DATA_UNSUPPORTED, error.code());
    assertEquals("d.npy has Python objects (type `|O`)", error.message());
    assertEquals("test.net:1:1", error.span().place());
    DataFile empty = file(folder, "e.npy", ArrayBytes.floats("(0, 2)"));
    assertEquals("e.npy has no samples", error(empty, whole("x", 2)).message());
  }

  @Test
  void predictionsTakeSingleArraysForTheirInput() {
    DataFile file = file(folder, "p.npy", ArrayBytes.floats("(1, 2)", 5, 6));
    DataSet data =
        DataLoader.samples(
            Sources.of(file), List.of(numbers("x", "RM", "LSTAT")), Map.of(), Precision.F32);
    assertArrayEquals(new float[] {5, 6}, data.of("x"));
  }

  @Test
  void rowsAreKnownBeforehand() {
    DataFile file = file(folder, "p.npy", ArrayBytes.floats("(2, 2)", 5, 6, 7, 8));
    assertEquals(2, RowEstimate.of(Sources.of(file)));
    assertEquals(3, RowEstimate.of(Sources.of(npz())));
  }
}
