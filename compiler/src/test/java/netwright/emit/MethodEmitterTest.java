package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import netwright.loop.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What would go wrong only when the code runs is refused when it is written.
class MethodEmitterTest {
  /// Writes a method with `content` in a class of its own.
  private static void write(Consumer<MethodEmitter> content) {
    ClassBody body =
        new ClassBody(
            "Test", new Lanes.Vector(16), new ProgramBuilder().build(), new Decisions(false));
    body.add("method", Signature.KERNEL, 0, content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void loopsEnd(int step) {
    write(method -> {
      int from = method.code().newSlot(0);
      int end = method.code().newSlot(3);
      Index index = new Index("i");
      assertThrows(
          IllegalArgumentException.class, () -> method.loop(index, from, end, step, () -> {}));
    });
  }

  @Test
  void tilesHaveRows() {
    TileShape shape = new TileShape(6, 4, false, 0);
    assertThrows(IllegalArgumentException.class, () -> shape.withRows(0));
  }
}
