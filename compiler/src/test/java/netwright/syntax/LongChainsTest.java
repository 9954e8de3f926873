package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import netwright.diag.Problems;
import netwright.syntax.Expression.Arrow;
import netwright.syntax.Expression.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Width costs time, not stack; depth is refused.
class LongChainsTest {
  private static final int LONG = 20_000;
  private static final int HOSTILE = 40_000;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Test
  void manyStages() {
    Arrow arrow =
        (Arrow) assertTimeout(LIMIT, () -> Parsing.expression("x" + " -> relu".repeat(LONG)));
    assertEquals(LONG, arrow.stages().size());
  }

  @Test
  void manyTerms() {
    Binary sum = (Binary) assertTimeout(LIMIT, () -> Parsing.expression("x" + " + x".repeat(LONG)));
    assertEquals(LONG, sum.rest().size());
    assertTrue(AstPrinter.print(sum).endsWith("x + x"));
  }

  @Test
  void manySigns() {
    assertEquals(
        "-(-x)",
        AstPrinter.print(assertTimeout(LIMIT, () -> Parsing.expression("-".repeat(LONG) + "x"))));
  }

  @Test
  void manyArgumentsAndElements() {
    assertTimeout(LIMIT, () -> Parsing.expression("f(x" + ", x".repeat(LONG) + ")"));
    assertTimeout(LIMIT, () -> Parsing.expression("[1" + ", 1".repeat(LONG) + "]"));
  }

  @Test
  void manyStatementsAndDocs() {
    assertTimeout(
        LIMIT,
        () -> Parsing.parse("network T {\n" + "/// doc\nh = x -> relu\n".repeat(LONG) + "}"));
    assertTimeout(LIMIT, () -> Parsing.parse("/// doc\n".repeat(LONG) + "layer f(x) = x"));
  }

  /// Repeated without end, each of these once could have led to a deep stack or to quadratic time.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        ")",
        "}",
        "{(\n",
        "({[",
        "x ^ ",
        "-",
        "x ->",
        "x\n",
        "f(",
        "repeat 2 (",
        "x = ",
        "\"",
        "/*",
        "///\n",
        "'",
        ";",
        "ä",
        "𝑥",
        ".5",
        "1.",
        "2x",
        "**",
        "a.",
        "class[",
        "network A {",
        "layer f(x) = ",
        "\t{}",
        "where(a,",
        "loss ",
        "= = "
      })
  void hostileRepetitions(String part) {
    for (String before : new String[] {"", "network A {\n", "layer f(x) = "}) {
      Problems problems =
          assertTimeout(
              LIMIT, () -> Parsing.problems(before + part.repeat(HOSTILE / part.length())));
      assertTrue(problems.errorCount() > 0 || part.startsWith("///"), before + part);
    }
  }
}
