package netwright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.arrays.ArrayFile;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSizeTest {
  /// Magic, version 1.0, a header of 54 bytes, one number.
  private static final String ARRAY =
      "\u0093NUMPY\u0001\u0000\u0036\u0000{'descr':'<f4','fortran_order':False,'shape':(1,1),}  \n1234";

  @TempDir Path folder;

  private DataFile file(String name, String content) {
    return TestData.file(folder, name, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static long size(Sources sources, Held test, Held validation) {
    return TextSize.of(new DataRecipe(sources, test, validation, 1, List.of()));
  }

  @Test
  void eachFileCountsOnce() {
    Sources rows = Sources.of(file("rows.csv", "1234567\n"));
    Sources others =
        new Sources(
            Optional.empty(), Map.of("x", file("x.csv", "12\n"), "y", file("y.csv", "3\n")));
    Held none = new Held.Nothing();
    assertEquals(8, size(rows, none, new Held.Share(0.2, Span.NONE)));
    assertEquals(8 + 5, size(rows, new Held.Separate(others), none));
    assertEquals(8 + 5, size(rows, new Held.Separate(others), new Held.Separate(rows)));
    assertEquals(5, size(others, none, new Held.Separate(others)));
  }

  @Test
  void arraysAndFilesThatAreNotThereDoNotCount() {
    DataFile array = file("x.npy", ARRAY);
    assertTrue(ArrayFile.isOne(array.path()));
    DataFile text = file("y.csv", "1\n");
    DataFile missing = new DataFile(folder.resolve("none.csv"), "none.csv", "none.csv", Span.NONE);
    Sources sources = new Sources(Optional.of(missing), Map.of("x", array, "y", text));
    assertEquals(2, size(sources, new Held.Nothing(), new Held.Nothing()));
  }
}
