package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.testing.Golden;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every wrong file of `errors/syntax` gives exactly the diagnostics beside it.
class SyntaxErrorsTest {
  @TestFactory
  List<DynamicTest> wrongFiles() {
    return Golden.files("errors/syntax", ".net").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
        .toList();
  }

  private static void check(Path file) {
    Problems problems = new Problems();
    NetParser.parse(Parsing.source(file), problems);
    assertTrue(problems.hasErrors(), "no error found");
    Golden.check(Golden.sibling(file, ".golden"), DiagnosticRenderer.plain().render(problems));
  }
}
