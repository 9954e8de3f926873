package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import netwright.testing.Golden;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The standard library and the networks of `cases/syntax` parse without a problem, print as expected, and what is
/// printed parses to the same again.
class AstPrinterTest {
  @TestFactory
  List<DynamicTest> printedAgain() {
    return Golden.files("cases/syntax", ".net").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
        .toList();
  }

  private static void check(Path file) {
    String printed = AstPrinter.print(Parsing.parse(Parsing.source(file)));
    assertEquals(printed, AstPrinter.print(Parsing.parse(printed)));
    Golden.check(Golden.sibling(file, ".ast"), printed);
  }

  @Test
  void bracketsShowTheStructure() {
    assertStructure("a + b * c", "a + (b * c)");
    assertStructure("a - b - c + d", "a - b - c + d");
    assertStructure("(a - b) - (c + d)", "(a - b) - (c + d)");
    assertStructure("-x ^ 2", "-(x ^ 2)");
    assertStructure("a ^ -b ^ c", "a ^ (-(b ^ c))");
    assertStructure("a ^ - - b", "a ^ (-(-b))");
    assertStructure("2 ^ 3 ^ 4 * 5", "(2 ^ (3 ^ 4)) * 5");
    assertStructure("---x", "-x");
    assertStructure("a * -b", "a * (-b)");
    assertStructure("a @ b / c * d", "a @ b / c * d");
    assertStructure("a + b < c * d", "(a + b) < (c * d)");
    assertStructure("x / 16 -> f(3) -> g", "(x / 16) -> f(3) -> g");
    assertStructure("x -> (f -> g) -> h", "x -> (f -> g) -> h");
    assertStructure("(x -> f) -> g", "(x -> f) -> g");
    assertStructure("repeat 3 (f)", "repeat (3) (f)");
    assertStructure("f(a -> g, b = c -> h)", "f(a -> g, b = c -> h)");
  }

  private static void assertStructure(String text, String expected) {
    assertEquals(expected, AstPrinter.print(Parsing.expression(text)));
  }
}
