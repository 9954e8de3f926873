package netwright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeparatorTest {

  @Test
  void takesTheOneThatEveryLineHasEquallyOften() {
    assertEquals(',', Separator.detect("a,b\n1,2\n"));
    assertEquals(';', Separator.detect("a;b\r\n1,5;2,5\r\n"));
    assertEquals(';', Separator.detect("1,5;2,5;3\n1;2;3\n"));
    assertEquals('\t', Separator.detect("a\tb, c\r1\t2\r"));
    assertEquals(',', Separator.detect("price (USD; net),rooms\n1,2\n"));
  }

  @Test
  void separatorsInQuotesDoNotCount() {
    assertEquals(',', Separator.detect("\"a;b;c\",d\n\"1;2;3\",4\n"));
    assertEquals(';', Separator.detect("\"a\nb,c\";d\n1;2\n"));
  }

  @Test
  void goesByTheFirstLineWhenNoneIsEven() {
    assertEquals(';', Separator.detect("a;b;c,d\n1;2\n3,4,5\n"));
  }

  @Test
  void oneColumnNeedsNone() {
    assertEquals(',', Separator.detect("a\n1\n2\n"));
    assertEquals(',', Separator.detect(""));
    assertEquals(',', Separator.detect("\n\n"));
  }
}
