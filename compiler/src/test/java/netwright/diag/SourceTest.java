package netwright.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SourceTest {
  private static String line(Source source, int line) {
    return source.text().substring(source.lineStart(line), source.lineEnd(line));
  }

  @Test
  void linesEndInThreeWays() {
    Source source = new Source("a.net", "one\ntwo\r\nthree\rfour\n");
    assertEquals(5, source.line(source.text().length()));
    assertEquals("one", line(source, 1));
    assertEquals("two", line(source, 2));
    assertEquals("three", line(source, 3));
    assertEquals("four", line(source, 4));
    assertEquals("", line(source, 5));
    assertEquals(2, source.line(4));
    assertEquals(2, source.line(8));
    assertEquals(3, source.line(9));
  }

  @Test
  void columnsCountCodePoints() {
    Source source = new Source("a.net", "a𝑥b\n𝑥y");
    assertEquals(1, source.column(0));
    assertEquals(2, source.column(1));
    assertEquals(3, source.column(3));
    assertEquals(2, source.column(7));
  }

  @Test
  void spansJoin() {
    Source source = new Source("a.net", "one two three");
    Span joined = source.span(4, 7).to(source.span(0, 3));
    assertEquals("one two", joined.text());
    assertEquals("a.net:1:1", joined.place());
    assertEquals(joined, joined.to(Span.NONE));
    assertEquals(joined, Span.NONE.to(joined));
    assertEquals(joined, joined.to(new Source("b.net", "x").span(0, 1)));
    assertTrue(Span.NONE.isNone());
  }

  @Test
  void aSpanLiesWithinItsSource() {
    Source source = new Source("a.net", "one");
    assertThrows(IllegalArgumentException.class, () -> source.span(2, 4));
    assertThrows(IllegalArgumentException.class, () -> source.span(2, 1));
    assertThrows(IllegalArgumentException.class, () -> source.span(-1, 1));
  }
}
