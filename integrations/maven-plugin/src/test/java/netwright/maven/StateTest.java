package netwright.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
  @TempDir Path folder;
  private Path source;
  private Path weights;
  private Path output;

  @BeforeEach
  void files() throws IOException {
    source = Files.writeString(folder.resolve("A network.net"), "network A {}");
    weights = folder.resolve("A network.safetensors");
    output = Files.writeString(folder.resolve("A.java"), "class A {}");
  }

  private State state() throws IOException {
    State.Entry entry =
        new State.Entry(
            Fingerprints.of(List.of(source, weights)), Fingerprints.of(List.of(output)));
    return new State("setup", Map.of(source, entry));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("new/folder/main.state");
    State state = state();
    state.write(file);
    assertEquals(state, State.read(file));
    assertTrue(State.read(file).holds(source));
  }

  @Test
  void knowsNothingOfOtherSources() throws IOException {
    assertFalse(state().holds(folder.resolve("B.net")));
  }

  @Test
  void noticesAnotherSource() throws IOException {
    State state = state();
    Files.writeString(source, "network A { }");
    assertFalse(state.holds(source));
  }

  @Test
  void noticesAFileThatWasNotThere() throws IOException {
    State state = state();
    Files.writeString(weights, "weights");
    assertFalse(state.holds(source));
  }

  @Test
  void noticesAnOutputThatIsGone() throws IOException {
    State state = state();
    Files.delete(output);
    assertFalse(state.holds(source));
  }

  @Test
  void aDamagedFileIsNoState() throws IOException {
    Path file = folder.resolve("main.state");
    for (String text : List.of("setup", "input", "nonsense\n", "setup 1\nsource a\ninput b\n")) {
      Files.writeString(file, text);
      assertFalse(State.read(file).holds(source), text);
    }
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertFalse(State.read(file).holds(source));
    assertFalse(State.read(folder.resolve("none")).holds(source));
  }
}
