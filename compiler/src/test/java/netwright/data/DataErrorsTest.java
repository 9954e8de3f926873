package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.classes;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.problem;
import static netwright.data.TestData.problems;
import static netwright.data.TestData.recipe;
import static netwright.data.TestData.share;
import static netwright.data.TestData.sized;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Span;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataErrorsTest {
  @TempDir Path folder;

  private Diagnostic error(String text, Field... fields) {
    return problem(() -> DataLoader.load(recipe(file(folder, "data.csv", text), fields)));
  }

  private static void assertPlace(String place, Diagnostic diagnostic) {
    assertEquals(
        place, diagnostic.span().place(), () -> DiagnosticRenderer.plain().render(diagnostic));
  }

  @Test
  void badCellIsUnderlinedWithColumnAndHelp() {
    Diagnostic error = error("RM,LSTAT\n6.5,4.9\n6.4,NA\n7.1,NA\n", numbers("x", "RM", "LSTAT"));
    String expected =
        """
        error[E0619]: `NA` stands for a missing number
         --> data.csv:3:5
          |
        3 | 6.4,NA
          |     ^^ column LSTAT, read as x
          |
          = one more cell of this column is wrong
          = help: put a number there, take the row out, set `missing = drop`, or for an input `missing = mean`
        """;
    assertEquals(expected, DiagnosticRenderer.plain().render(error));
  }

  @Test
  void everyBadColumnIsReported() {
    List<Diagnostic> errors =
        problems(() ->
            DataLoader.load(
                recipe(file(folder, "data.csv", "a,b\n1,x\ny,2\n"), numbers("x", "a", "b"))));
    assertEquals(
        List.of("data.csv:2:3", "data.csv:3:1"),
        errors.stream().map(error -> error.span().place()).toList());
  }

  @Test
  void placesCountQuotedLinesAndEveryLineEnd() {
    assertPlace("data.csv:4:5", error("n,a\n\"x\ny\",1\n\"z\",q\n", numbers("x", "a")));
    assertPlace("data.csv:3:3", error("n,a\r1,1\r2,q\r", numbers("x", "a")));
    assertPlace("data.csv:3:3", error("\uFEFFn,a\r\n1,1\r\n2,q\r\n", numbers("x", "a")));
  }

  @Test
  void emptyCell() {
    Diagnostic error = error("a,b,c\n1,,3\n", numbers("x", "b"));
    assertEquals(Code.NOT_A_NUMBER, error.code());
    assertPlace("data.csv:2:3", error);
  }

  @Test
  void negativeWeight() {
    Field weight = numbers("w", "w").as(Field.Role.WEIGHT);
    Diagnostic error = error("a,w\n1,2\n3,-4\n", numbers("x", "a"), weight);
    assertEquals(Code.NOT_A_NUMBER, error.code());
    assertEquals("the weight -4 is negative", error.message());
    assertPlace("data.csv:3:3", error);
  }

  @Test
  void raggedRows() {
    Diagnostic error = error("a,b\n1,2\n1,2,3\n4\n", numbers("x", "a"));
    assertEquals(Code.RAGGED_ROW, error.code());
    assertPlace("data.csv:3:1", error);
    assertEquals("this row has 3 cells, the first row has 2", error.message());
    assertEquals("one more row has another width", error.notes().getFirst().message());
  }

  /// Whoever reads a pipe's first bytes takes them from the next reader.
  @Test
  void noOrdinaryFile() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device));
    DataFile file = new DataFile(device, "/dev/null", "/dev/null", Span.NONE);
    Diagnostic error = problem(() -> DataLoader.load(recipe(file, numbers("x", "a"))));
    assertEquals("/dev/null is a pipe or device", error.message());
  }

  @Test
  void aFileThatIsAskedForTwiceIsReadOnce() {
    DataFile first = file(folder, "t.csv", "a,b\n1,2\n1,2,3\n");
    DataFile again = new DataFile(first.path(), first.shown(), first.name(), Span.NONE);
    Sources sources = new Sources(Optional.of(first), Map.of("y", again));
    List<Field> fields = List.of(numbers("x", "a"), numbers("y", "b"));
    Diagnostic only =
        problem(() -> DataLoader.load(new DataRecipe(sources, NOTHING, NOTHING, 0, fields)));
    assertEquals(Code.RAGGED_ROW, only.code());
  }

  @Test
  void unknownColumnSuggestsTheNearest() {
    Diagnostic error = error("RM,LSTAT,MEDV\n1,2,3\n", numbers("x", "LSTATT"));
    assertEquals(Code.UNKNOWN_COLUMN, error.code());
    assertEquals("test.net:1:1", error.span().place());
    assertEquals("did you mean `LSTAT`?", error.help());
    assertEquals("its columns are RM, LSTAT, MEDV", error.notes().getFirst().message());
  }

  @Test
  void unknownNumber() {
    Diagnostic error = error("1,2\n3,4\n", numbers("x", "2"));
    assertEquals(Code.UNKNOWN_COLUMN, error.code());
    assertEquals("its columns have the numbers 0 .. 1", error.help());
  }

  @Test
  void rangeBackwards() {
    assertEquals("write a .. c", error("a,b,c\n1,2,3\n", numbers("x", "c..a")).help());
  }

  @Test
  void duplicateColumnMattersOnlyIfItIsRead() {
    assertEquals(Code.DUPLICATE_COLUMN, error("a,a,b\n1,2,3\n", numbers("x", "a")).code());
    assertEquals(
        1,
        DataLoader.load(recipe(file(folder, "d.csv", "a,a,b\n1,2,3\n"), numbers("x", "b")))
            .train()
            .rows());
  }

  @Test
  void columnsAreCounted() {
    Diagnostic error = error("a,b\n1,2\n", sized(numbers("x", "a", "b"), 3));
    assertEquals(Code.COLUMN_COUNT, error.code());
    assertEquals("x takes 3 numbers a sample, but 2 columns are named", error.message());
  }

  @Test
  void noHeader() {
    Diagnostic error = error("1,2\n3,4\n", numbers("x", "a"));
    assertEquals(Code.NO_HEADER, error.code());
    assertPlace("data.csv:1:1", error);
  }

  @Test
  void emptyFilesAndHeadersAlone() {
    assertEquals("data.csv is empty", error("", numbers("x", "a")).message());
    assertEquals("data.csv is empty", error("\n \n", numbers("x", "a")).message());
    assertEquals("data.csv has a header but no rows", error("a,b\n", numbers("x", "a")).message());
  }

  @Test
  void quotes() {
    Diagnostic open = error("a,b\n1,\"2\n3,4\n", numbers("x", "a"));
    assertEquals(Code.BAD_QUOTE, open.code());
    assertPlace("data.csv:2:3", open);
    assertPlace("data.csv:3:1", error("a,b\n\"1\",2\n\"3\"x,4\n", numbers("x", "a")));
  }

  @Test
  void classes_outOfRange() {
    Diagnostic error = error("digit\n3\n10\n", classes("digit", 10, "digit"));
    assertEquals("`10` is not a class of digit", error.message());
    assertEquals("digit has 10 classes, the integers 0 .. 9", error.help());
    assertPlace("data.csv:3:1", error);
  }

  @Test
  void textAmongIntegersIsTheOddOneOut() {
    assertPlace("data.csv:4:1", error("digit\n3\n1\nx\n2\n", classes("digit", 4, "digit")));
  }

  @Test
  void tooManyLabels() {
    Diagnostic error = error("kind\na\nb\nc\nd\n", classes("kind", 3, "kind"));
    assertEquals("`d` is label number 4 of kind, which has 3 classes", error.message());
    assertEquals("declare kind: class[4]", error.help());
  }

  @Test
  void unseenLabel() {
    DataFile train = file(folder, "train.csv", "kind\nsetosa\nversicolor\n");
    DataFile test = file(folder, "test.csv", "kind\nsetosa\nversicolour\n");
    var recipe =
        new DataRecipe(
            Sources.of(train),
            new Held.Separate(Sources.of(test)),
            NOTHING,
            0,
            List.of(classes("kind", 3, "kind")));
    Diagnostic error = problem(() -> DataLoader.load(recipe));
    assertPlace("test.csv:3:1", error);
    assertEquals("did you mean `versicolor`?", error.help());
  }

  @Test
  void filesThatCannotBeRead() {
    DataFile missing =
        new DataFile(folder.resolve("boston.csv"), "boston.csv", "boston.csv", Span.NONE);
    file(folder, "bosten.csv", "a\n1\n");
    Diagnostic error = problem(() -> DataLoader.load(recipe(missing, numbers("x", "a"))));
    assertEquals("boston.csv does not exist", error.message());
    assertEquals("did you mean `bosten.csv`?", error.help());
    DataFile directory = new DataFile(folder, "data", "data", Span.NONE);
    assertEquals(
        "data is a folder",
        problem(() -> DataLoader.load(recipe(directory, numbers("x", "a")))).message());
  }

  @Test
  void filesThatAreNoText() {
    DataFile latin =
        file(folder, "latin.csv", new byte[] {'a', '\n', '1', '\n', (byte) 0xE9, '\n'});
    assertEquals(
        "latin.csv is not UTF-8, see its line 3",
        problem(() -> DataLoader.load(recipe(latin, numbers("x", "a")))).message());
    DataFile cut = file(folder, "cut.csv", new byte[] {'a', '\r', '1', '\r', (byte) 0xC3});
    assertEquals(
        "cut.csv is not UTF-8, see its line 3",
        problem(() -> DataLoader.load(recipe(cut, numbers("x", "a")))).message());
    DataFile zip = file(folder, "sheet.csv", new byte[] {'P', 'K', 3, 4, 20, 0});
    assertTrue(
        problem(() -> DataLoader.load(recipe(zip, numbers("x", "a")))).message().contains("Excel"));
    DataFile wide = file(folder, "wide.csv", new byte[] {'a', 0, '\n', 0});
    assertEquals(
        Code.DATA_NOT_TEXT, problem(() -> DataLoader.load(recipe(wide, numbers("x", "a")))).code());
  }

  @Test
  void nothingLeftToTrainOn() {
    var recipe =
        new DataRecipe(
            Sources.of(file(folder, "d.csv", "a\n1\n")),
            share(0.5),
            NOTHING,
            0,
            List.of(numbers("x", "a")));
    assertEquals("no rows are left to train on", problem(() -> DataLoader.load(recipe)).message());
  }
}
