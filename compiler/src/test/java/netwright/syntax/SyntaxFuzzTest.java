package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import netwright.diag.Diagnostic;
import netwright.diag.DiagnosticRenderer;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast.NetFile;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;

/// Damaged sources: whatever they hold, there are diagnostics in words and in place, or a tree; never an exception.
class SyntaxFuzzTest {
  private static final int ROUNDS = 2_000;
  private static final int LONGEST_PIECE = 1_500;

  private static final String[] PARTS = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "->",
    "=",
    ",",
    ".",
    "..",
    ":",
    "|",
    "+",
    "-",
    "*",
    "/",
    "@",
    "^",
    "<",
    "==",
    "\"",
    "'",
    ";",
    "\n",
    " ",
    "//",
    "///",
    "/*",
    "*/",
    "\\",
    "\r",
    "\t",
    "\u0000",
    "\ufeff",
    "ä",
    "\ud835",
    "\udc65",
    "1",
    "1.",
    ".5",
    "2x",
    "1e999",
    "x",
    "class",
    "input",
    "target",
    "output",
    "param",
    "state",
    "loss",
    "metric",
    "init",
    "train",
    "data",
    "verify",
    "within",
    "repeat",
    "else",
    "layer",
    "network",
    "optimizer",
    "import",
    "package",
    "return",
    "require",
    "true",
    "hyper",
    "shared"
  };

  private final List<String> seeds =
      Golden.files("cases/syntax", ".net").stream().map(Golden::read).toList();

  @Test
  void mutations() {
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(round);
      String text = mutated(piece(random), random);
      assertTimeout(Duration.ofSeconds(2), () -> check(text), () -> "source: " + text);
    }
  }

  private static void check(String text) {
    Problems problems = new Problems();
    NetFile file = NetParser.parse(new Source("fuzz.net", text), problems);
    String rendered = DiagnosticRenderer.plain().render(problems);
    for (Diagnostic problem : problems.sorted()) {
      assertTrue(problem.span().end() <= text.length());
      assertFalse(problem.message().isBlank());
    }
    assertFalse(
        rendered.contains("mismatched") || rendered.contains("viable") || rendered.contains("null"),
        rendered);
    String printed = AstPrinter.print(file);
    if (!problems.hasErrors()) {
      assertEquals(printed, AstPrinter.print(Parsing.parse(printed)));
    }
  }

  /// A stretch of one of the seeds that starts at a line.
  private String piece(SplittableRandom random) {
    String seed = seeds.get(random.nextInt(seeds.size()));
    int from = seed.lastIndexOf('\n', random.nextInt(seed.length())) + 1;
    return seed.substring(
        random.nextInt(4) == 0 ? 0 : from,
        Math.min(seed.length(), from + random.nextInt(1, LONGEST_PIECE)));
  }

  private static String mutated(String piece, SplittableRandom random) {
    StringBuilder text = new StringBuilder(piece);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, PARTS[random.nextInt(PARTS.length)]);
        default -> text.replace(at, end, PARTS[random.nextInt(PARTS.length)]);
      }
    }
    return text.toString();
  }
}
