package netwright.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import netwright.diag.Source;
import netwright.syntax.Lexeme;
import netwright.syntax.NetParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// White space that means nothing changes nothing: files with other white space get the layout that they had.
class WhiteSpaceTest {
  private static final int ROUNDS = 8;

  static List<Source> files() {
    return RepositoryFiles.networks().stream().filter(RepositoryFiles::parses).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void otherSpacesGiveTheSameLayout(Source source) {
    for (int round = 0; round < ROUNDS; round++) {
      String text = respaced(source, new SplittableRandom(round));
      assertEquals(source.text(), Formatter.format(new Source("respaced.net", text)), text);
    }
  }

  /// Comments anywhere: the layout keeps them all (it would not end well otherwise), and is the same the second time.
  @ParameterizedTest
  @MethodSource("files")
  void commentsAnywhereGiveALayoutThatStays(Source source) {
    for (int round = 0; round < ROUNDS; round++) {
      String text = commented(source, new SplittableRandom(round));
      if (!RepositoryFiles.parses(new Source("commented.net", text))) {
        continue; // a line may begin with what looks like another statement
      }
      String once = Formatter.format(new Source("commented.net", text));
      assertEquals(once, Formatter.format(new Source("once.net", once)), text);
    }
  }

  /// The text with other spaces and line ends; but lines that begin stay lines that begin where that has a meaning: around
  /// comments and braces, before arrows, between items.
  private static String respaced(Source source, SplittableRandom random) {
    List<Lexeme> lexemes = NetParser.lexemes(source);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lexemes.size(); i++) {
      if (i > 0) {
        text.append(respaced(source, lexemes.get(i - 1), lexemes.get(i), random));
      }
      text.append(lexemes.get(i).text());
    }
    return text.toString();
  }

  private static String respaced(
      Source source, Lexeme previous, Lexeme next, SplittableRandom random) {
    int lines = source.line(next.start()) - source.line(previous.end() - 1);
    if (lines > 1) {
      return "\n".repeat(lines + random.nextInt(3)) + spaces(random, 0);
    }
    if (lines == 1) {
      return spaces(random, 0) + "\n" + spaces(random, 0);
    }
    if (previous.is(".") || next.is(".")) {
      return "";
    }
    String gap = source.text().substring(previous.end(), next.start());
    boolean free = random.nextInt(3) == 0 && mayBreak(previous, next);
    return free ? spaces(random, 0) + "\n" + spaces(random, 0) : spaces(random, gap.length());
  }

  /// Whether a new line between the two, where there was none, means nothing: within brackets there are no items.
  private static boolean mayBreak(Lexeme previous, Lexeme next) {
    return (previous.is(",") || previous.is("(") || next.is(")"))
        && !previous.isComment()
        && !next.isComment()
        && !next.is("->");
  }

  private static String spaces(SplittableRandom random, int least) {
    return " ".repeat(Math.min(least, 1) + random.nextInt(3))
        + (random.nextInt(9) == 0 ? "\t" : "");
  }

  private static String commented(Source source, SplittableRandom random) {
    List<String> comments =
        List.of(
            " // c\n", "\n// own\n", " /* b */ ", "\n/* two\n   lines */\n", " /// d\n", "\n\n");
    List<Lexeme> lexemes = NetParser.lexemes(source);
    List<Integer> places = new ArrayList<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      places.add(random.nextInt(lexemes.size()));
    }
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (int i = 0; i < lexemes.size(); i++) {
      text.append(source.text(), end, lexemes.get(i).end());
      end = lexemes.get(i).end();
      if (places.contains(i)) {
        text.append(comments.get(random.nextInt(comments.size())));
      }
    }
    return text.append(source.text().substring(end)).toString();
  }
}
