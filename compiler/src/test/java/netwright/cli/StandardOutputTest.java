package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
  /// A device that takes nothing.
  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, No space left on device",
    "Bad file descriptor, Bad file descriptor",
    "Broken pipe, ''"
  })
  void whatIsLostIsKnownUnlessNobodyWantedIt(String reason, String loss) {
    StandardOutput out = new StandardOutput(failing(reason));
    PrintWriter writer = new PrintWriter(out);
    writer.print("3.5");
    writer.flush();
    assertEquals(loss, out.loss().orElse(""));
  }

  @Test
  void nothingIsLostOtherwise() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    out.write('3');
    out.write(".5".getBytes(StandardCharsets.UTF_8));
    out.flush();
    assertEquals("3.5", bytes.toString(StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), out.loss());
  }

  @Test
  void aLossIsAnError() {
    StringWriter err = new StringWriter();
    Screen screen =
        new Screen(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            false,
            false);
    assertEquals(2, Main.lost(screen, "No space left on device"));
    String expected = "error[E0704]: cannot write the standard output: No space left on device";
    assertTrue(err.toString().startsWith(expected), err::toString);
  }
}
