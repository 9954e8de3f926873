package netwright.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import netwright.diag.CompilationFailed;
import netwright.diag.Source;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatterTest {
  static List<Path> cases() {
    return Golden.files("format", ".txt");
  }

  /// Carelessly laid out files, and what becomes of them.
  @ParameterizedTest
  @MethodSource("cases")
  void givesTheCommonLayout(Path file) {
    String formatted = format(Golden.read(file));
    Golden.check(Golden.sibling(file, ".net"), formatted);
    assertEquals(formatted, format(formatted));
  }

  @Test
  void leavesTheFilesOfTheRepositoryAsTheyAre() {
    int same = 0;
    for (Source source : RepositoryFiles.networks()) {
      if (RepositoryFiles.parses(source)) {
        assertEquals(source.text(), Formatter.format(source), source.name());
        same++;
      } else {
        assertTrue(source.name().contains("/test/errors/syntax/"), source.name());
      }
    }
    assertTrue(same > 40, "only " + same + " files");
  }

  @Test
  void leavesTheExamplesOfThePagesAsTheyAre() {
    List<Source> blocks = RepositoryFiles.blocks();
    assertTrue(blocks.size() > 5, "only " + blocks.size() + " blocks");
    for (Source block : blocks) {
      assertEquals(block.text(), Formatter.format(block), block.name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2+3*  -x^ - 2|2 + 3 * -x ^ -2",
        "- - x-y|--x - y",
        "f (x) [0]|",
        "a . b .c|a.b.c",
        "h . 3 . weight|h.3.weight",
        "[ 1,2 , 3, ]|[1, 2, 3,]",
        "x->f->g( 1 )|x -> f -> g(1)",
        "x->repeat n(f)|x -> repeat n (f)",
        "x->repeat 3(f->g)|x -> repeat 3 (f -> g)",
        "x->repeat(n+1)(f)|x -> repeat (n + 1) (f)",
        "where(x<0,-x,+x)|",
        "a==b|a == b",
        "f(x,p=1_000.5e-3,q=\"a  b\")|f(x, p = 1_000.5e-3, q = \"a  b\")",
        "(a@b)/c*d|(a @ b) / c * d"
      })
  void spacesOfAnExpression(String written, String expected) {
    String text = "layer l(x)=" + written;
    if (expected == null) {
      assertThrows(CompilationFailed.class, () -> format(text));
    } else {
      assertEquals("layer l(x) = " + expected + "\n", format(text));
    }
  }

  @Test
  void pathsOfNumbersKeepTheirParts() {
    assertEquals("layer l(x) = h.1 . 2 . b\n", format("layer l(x) = h . 1 . 2 . b"));
    assertEquals("layer l(x) = h.1.2.b\n", format("layer l(x) = h.1.2.b"));
  }

  @Test
  void keepsTheLineEndsOfWindows() {
    assertEquals(
        "layer a(x) = x\r\n\r\nlayer b(x) = x // c\r\n".replace(" //", "  //"),
        format("layer a(x)  = x\r\n\r\n\r\nlayer b(x) = x // c\r\n"));
  }

  @Test
  void emptyFilesStayEmpty() {
    assertEquals("", format(""));
    assertEquals("", format("\n \n"));
    assertEquals("// nothing yet\n", format("\n// nothing yet"));
  }

  @Test
  void longChainsAreBrokenBeforeEachArrow() {
    String stages = " -> linear(64)".repeat(10);
    assertEquals(
        "layer l(x) {\n  h = x\n" + "    -> linear(64)\n".repeat(10) + "  return h\n}\n",
        format("layer l(x) { h = x" + stages + " return h }"));
  }

  @Test
  void headsBreakBetweenArgumentsAndNotInTheResult() {
    String head =
        "layer scaled(" + "argument: int, ".repeat(7) + "%slast: [.., n]) -> [.., units] {";
    String text = head + "\n  return last\n}\n";
    assertEquals(text.formatted("\n    ").replace(", \n", ",\n"), format(text.formatted("")));
  }

  @Test
  void veryLongChainsTakeNoLonger() {
    String text = "layer l(x) {\n  return x\n" + "    -> relu\n".repeat(20_000) + "}\n";
    assertEquals(text, format(text.replace("\n    ->", " ->")));
    String sum = "layer l(x) = x" + " + x".repeat(20_000);
    assertEquals(sum, String.join(" ", format(sum).strip().split("\\s+")));
  }

  @Test
  void textsWithSyntaxErrorsAreRefused() {
    CompilationFailed failed =
        assertThrows(CompilationFailed.class, () -> format("layer l(x) = x +"));
    assertEquals(1, failed.problems().errorCount());
  }

  private static String format(String text) {
    return Formatter.format(new Source("test.net", text));
  }
}
