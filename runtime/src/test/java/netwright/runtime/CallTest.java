package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8, 9, 20})
  void copiesWhatSystemArraycopyDoes(int count) {
    float[] from = new float[40];
    for (int i = 0; i < 40; i++) {
      from[i] = i;
    }
    float[] to = new float[30];
    float[] expected = new float[30];
    System.arraycopy(from, 7, expected, 5, count);
    Call.copy(from, 7, to, 5, count);
    assertArrayEquals(expected, to);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30})
  void staysWithinTheArrays(int count) {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Call.copy(new float[40], 0, new float[count], 1, count));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Call.copy(new float[count], 1, new float[40], 0, count));
  }
}
