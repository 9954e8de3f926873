package netwright.format;

import java.util.List;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast;
import netwright.syntax.AstPrinter;
import netwright.syntax.Lexeme;
import netwright.syntax.NetParser;

/// Gives a `.net` file the layout that all files have. Words, signs and comments stay as they are, in their order; only
/// the white space between them changes.
public final class Formatter {
  private Formatter() {}

  /// The text of `source`, laid out. To lay it out once more changes nothing.
  ///
  /// @throws netwright.diag.CompilationFailed if it has syntax errors
  public static String format(Source source) {
    Ast.NetFile tree = parse(source);
    List<Lexeme> lexemes = NetParser.lexemes(source);
    Words words = new Words(source, lexemes);
    List<String> lines = Alignment.lines(Layout.rows(Outline.of(tree, words), words));
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    String result = endsLinesWithReturns(source.text()) ? withReturns(text) : text;
    requireSameMeaning(tree, lexemes, new Source(source.name(), result));
    return result;
  }

  private static Ast.NetFile parse(Source source) {
    Problems problems = new Problems();
    Ast.NetFile tree = NetParser.parse(source, problems);
    problems.throwIfErrors();
    return tree;
  }

  /// Whether the first line ends as lines do on Windows.
  private static boolean endsLinesWithReturns(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r';
  }

  private static String withReturns(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  /// Ends with an internal error, before anything is written, if the result were another program or had lost a comment.
  private static void requireSameMeaning(Ast.NetFile tree, List<Lexeme> lexemes, Source result) {
    List<String> before = texts(lexemes);
    List<String> after = texts(NetParser.lexemes(result));
    if (!before.equals(after) || !AstPrinter.print(tree).equals(AstPrinter.print(parse(result)))) {
      throw new IllegalStateException(
          "the layout of " + result.name() + " would change its meaning");
    }
  }

  private static List<String> texts(List<Lexeme> lexemes) {
    return lexemes.stream().map(lexeme -> lexeme.text().replace("\r", "").stripTrailing()).toList();
  }
}
