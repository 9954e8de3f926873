package netwright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowEstimateTest {
  @TempDir Path folder;

  private DataFile file(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("rows.csv"), text);
    return new DataFile(path, "rows.csv", "rows.csv", Span.NONE);
  }

  @Test
  void countsAShortFile() throws IOException {
    assertEquals(3, RowEstimate.of(file("a,b\n1,2\n3,4\n5,6\n")));
  }

  @Test
  void estimatesALongFile() throws IOException {
    int rows = RowEstimate.of(file("a,b\n" + "0.125,0.5\n".repeat(50_000)));
    assertEquals(50_000, rows, 50);
  }

  @Test
  void isNothingForAnEmptyOrMissingFile() throws IOException {
    assertEquals(0, RowEstimate.of(file("")));
    DataFile missing = new DataFile(folder.resolve("none.csv"), "none.csv", "none.csv", Span.NONE);
    assertEquals(0, RowEstimate.of(missing));
  }
}
