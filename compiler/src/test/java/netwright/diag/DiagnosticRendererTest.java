package netwright.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
  private static final Code ERROR = Code.UNEXPECTED_TOKEN;

  private static String render(Span span) {
    return DiagnosticRenderer.plain().render(Diagnostic.of(ERROR, span, "message"));
  }

  @Test
  void allParts() {
    Source source =
        new Source("deep.net", "\n".repeat(10) + "  h = x -> linear(128)\n\n\n  z = h @ W\n");
    int z = source.text().indexOf("h @ W");
    int linear = source.text().indexOf("linear");
    Diagnostic diagnostic =
        Diagnostic.of(ERROR, source.span(z, z + 5), "shapes do not agree in `@`")
            .label("[128] @ [64, 10]: the inner sizes 128 and 64 differ")
            .note("h: [128] comes from linear(128)", source.span(linear, linear + 11))
            .help("declare W as [128, 10]");
    assertEquals(
        """
        error[E0109]: shapes do not agree in `@`
          --> deep.net:14:7
           |
        14 |   z = h @ W
           |       ^^^^^ [128] @ [64, 10]: the inner sizes 128 and 64 differ
           |
           = h: [128] comes from linear(128) at deep.net:11:12
           = help: declare W as [128, 10]
        """,
        DiagnosticRenderer.plain().render(diagnostic));
  }

  @Test
  void withoutAPlace() {
    assertEquals("error[E0109]: message\n", render(Span.NONE));
  }

  @Test
  void tabsAreFourColumns() {
    Source source = new Source("t.net", "\ta\tb");
    assertEquals("1 |     a   b\n  |         ^\n", excerpt(render(source.span(3, 4))));
  }

  @Test
  void wideAndCombiningCharacters() {
    Source source = new Source("t.net", "数e\u0301𝑥 z");
    assertEquals("1 | 数e\u0301𝑥 z\n  |      ^\n", excerpt(render(source.span(6, 7))));
    assertEquals("1 | 数e\u0301𝑥 z\n  | ^^\n", excerpt(render(source.span(0, 1))));
  }

  @Test
  void controlsAndOverridesAreShownAsDots() {
    Source source = new Source("t.net", "a\u0007\u202eb");
    assertEquals("1 | a··b\n  |    ^\n", excerpt(render(source.span(3, 4))));
  }

  @Test
  void wordsCannotControlTheTerminal() {
    Diagnostic diagnostic =
        Diagnostic.of(ERROR, Span.NONE, "found `\u001b[2J`").note("a\u0007\nb").help("c\u202e");
    assertEquals(
        "error[E0109]: found `·[2J`\n  = a·\n    b\n  = help: c·\n",
        DiagnosticRenderer.plain().render(diagnostic));
  }

  @Test
  void ofSeveralLinesTheFirst() {
    Source source = new Source("t.net", "ab\r\ncd");
    assertEquals("1 | ab\n  |  ^\n", excerpt(render(source.span(1, 6))));
  }

  @Test
  void anEmptySpanHasOneCaret() {
    Source source = new Source("t.net", "ab");
    assertEquals("1 | ab\n  |   ^\n", excerpt(render(source.span(2, 2))));
  }

  @Test
  void longLinesAreCutAroundTheSpan() {
    Source source = new Source("t.net", "a".repeat(500) + "bb" + "c".repeat(500));
    String excerpt = excerpt(render(source.span(500, 502)));
    assertTrue(
        excerpt.startsWith("1 | …aaa") && excerpt.contains("abbc") && excerpt.contains("c…\n"),
        excerpt);
    String[] lines = excerpt.split("\n");
    assertEquals(lines[0].indexOf("bb"), lines[1].indexOf("^^"));
    assertTrue(lines[0].length() < 140);
    String all = excerpt(render(source.span(0, 1002)));
    assertTrue(all.split("\n")[1].length() < 140, all);
  }

  @Test
  void problemsByPlaceAndCounted() {
    Source source = new Source("t.net", "ab");
    Problems problems = new Problems();
    problems.add(Diagnostic.of(ERROR, source.span(1, 2), "second"));
    problems.add(Diagnostic.of(ERROR, source.span(0, 1), "first"));
    String text = DiagnosticRenderer.plain().render(problems);
    assertTrue(text.indexOf("first") < text.indexOf("second"));
    assertEquals("2 errors", problems.summary());
    assertEquals(text, assertThrows(CompilationFailed.class, problems::throwIfErrors).getMessage());
  }

  @Test
  void tooManyAreCountedOnly() {
    Source source = new Source("t.net", "ab");
    Problems problems = new Problems();
    for (int i = 0; i < Problems.LIMIT + 5; i++) {
      problems.add(Diagnostic.of(ERROR, source.span(0, 1), "again"));
    }
    assertEquals(Problems.LIMIT, problems.sorted().size());
    assertTrue(DiagnosticRenderer.plain().render(problems).endsWith("\n... and 5 more\n"));
  }

  @Test
  void colours() {
    String text = DiagnosticRenderer.coloured().render(Diagnostic.of(ERROR, Span.NONE, "message"));
    assertEquals("\u001b[31;1merror[E0109]\u001b[0m\u001b[1m: message\u001b[0m\n", text);
  }

  private static String excerpt(String rendered) {
    String[] lines = rendered.split("(?<=\n)");
    return lines[3] + lines[4];
  }
}
