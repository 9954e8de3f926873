package netwright.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private final DataSet data =
      new DataSet(3, Map.of("x", new float[] {1, 2, 3, 4, 5, 6}, "y", new float[] {7, 8, 9}));

  @Test
  void selectsRowsInOrder() {
    DataSet selected = data.select(2, 0);
    assertArrayEquals(new float[] {5, 6, 1, 2}, selected.of("x"));
    assertArrayEquals(new float[] {9, 7}, selected.of("y"));
  }

  @Test
  void comparesValues() {
    assertEquals(data, data.select(0, 1, 2));
    assertEquals(data.hashCode(), data.select(0, 1, 2).hashCode());
    assertNotEquals(data, data.select(1, 0, 2));
  }

  @Test
  void holdsDoublesToo() {
    DataSet wide = DataSet.ofDoubles(2, Map.of("x", new double[] {0.1, 0.2}));
    assertArrayEquals(new double[] {0.2}, wide.select(1).wideOf("x"));
    assertEquals(1, wide.size("x"));
    assertEquals(wide, wide.select(0, 1));
    assertEquals(wide.hashCode(), wide.select(0, 1).hashCode());
    assertNotEquals(wide, wide.select(1, 0));
    assertEquals("2 rows of [x]", wide.toString());
    assertThrows(IllegalArgumentException.class, () -> wide.of("x"));
    assertThrows(
        IllegalArgumentException.class, () -> DataSet.ofDoubles(2, Map.of("x", new double[3])));
  }

  @Test
  void refusesHalfRowsAndUnknownNames() {
    assertThrows(IllegalArgumentException.class, () -> new DataSet(2, Map.of("x", new float[3])));
    assertThrows(IllegalArgumentException.class, () -> data.of("z"));
  }
}
