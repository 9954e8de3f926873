package netwright.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import netwright.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each wrong file in `errors/check` gets exactly the diagnostics of its golden file.
class CheckErrorsTest {
  static List<Path> files() {
    return Golden.files("errors/check", ".net");
  }

  @ParameterizedTest
  @MethodSource("files")
  void reports(Path file) {
    Checking.Outcome outcome =
        Checking.outcome(file.getFileName().toString(), Golden.read(file), Overrides.NONE);
    assertFalse(outcome.problems().isEmpty(), "nothing is reported");
    assertTrue(outcome.model().isEmpty() == outcome.problems().hasErrors());
    Golden.check(Golden.sibling(file, ".golden"), outcome.rendered());
  }
}
