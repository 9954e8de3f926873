package netwright.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.ArgsContext;
import netwright.grammar.NetParser.CellContext;
import netwright.grammar.NetParser.ColumnContext;
import netwright.grammar.NetParser.ColumnsContext;
import netwright.grammar.NetParser.DataValueContext;
import netwright.grammar.NetParser.DimContext;
import netwright.grammar.NetParser.ParamsContext;
import netwright.grammar.NetParser.PatternContext;
import netwright.grammar.NetParser.SegmentContext;
import netwright.grammar.NetParser.ShapeContext;
import netwright.grammar.NetParser.SingleTypeContext;
import netwright.grammar.NetParser.StageContext;
import netwright.grammar.NetParser.TrainItemContext;
import netwright.grammar.NetParser.ValueContext;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.misc.IntervalSet;

/// What the grammar allows where an error occurred, in words.
final class Expected {
  private Expected() {}

  static String describe(RecognitionException error) {
    RuleContext rule = error.getCtx();
    if (isAfterComma(error)) {
      return element(rule);
    }
    IntervalSet possible = error.getExpectedTokens();
    return switch (rule) {
      case StageContext _ -> "a layer";
      case ParamsContext _ when rule.getChildCount() == 1 -> "a parameter or `)`";
      case TrainItemContext _ when rule.getChildCount() == 1 && possible.contains(NetLexer.STAR) ->
          "`=` or a parameter such as `*.bias`";
      case SingleTypeContext _ when rule.getChildCount() == 0 ->
          "a type such as `[2]`, `class[10]` or `int`";
      case PatternContext _, SegmentContext _ -> "a parameter such as `linear.weight`";
      case ValueContext _ when rule.getChildCount() == 0 -> element(rule);
      case CellContext _ -> "a column";
      case DataValueContext _ -> "a value: a number, a text, columns such as `[a, b]`, or a name";
      default ->
          possible.contains(NetLexer.NUMBER) && possible.contains(NetLexer.OPEN_ROUND)
              ? expression(possible)
              : list(possible);
    };
  }

  /// Whether a token of the type could have stood there.
  static boolean contains(RecognitionException error, int type) {
    return !isAfterComma(error) && error.getExpectedTokens().contains(type);
  }

  /// The one decision that looks at two tokens is whether a comma is the last.
  private static boolean isAfterComma(RecognitionException error) {
    return error instanceof NoViableAltException choice
        && choice.getStartToken() != choice.getOffendingToken();
  }

  private static String element(RuleContext rule) {
    return switch (rule) {
      case ParamsContext _ -> "a parameter";
      case ArgsContext _ -> "an argument";
      case ShapeContext _, DimContext _ -> "a size";
      case ColumnsContext _, ColumnContext _ -> "a column";
      case ValueContext _ -> "a number, a text or a list of them";
      default -> "an expression";
    };
  }

  private static String expression(IntervalSet possible) {
    return possible.contains(NetLexer.CLOSE_ROUND) ? "an expression or `)`" : "an expression";
  }

  /// `` `,` or `)` ``
  private static String list(IntervalSet possible) {
    Stream<Integer> types = possible.toList().stream().filter(type -> !isImplied(type, possible));
    List<String> kinds =
        types
            .sorted(Comparator.comparing(type -> type != NetLexer.COMMA))
            .map(Words::kind)
            .toList();
    if (kinds.size() == 1) {
      return kinds.getFirst();
    }
    return String.join(", ", kinds.subList(0, kinds.size() - 1)) + " or " + kinds.getLast();
  }

  /// A number may have a sign, and a network's name may be wrong.
  private static boolean isImplied(int type, IntervalSet possible) {
    return type == NetLexer.CLASS && possible.contains(NetLexer.NAME)
        || type == NetLexer.MINUS && possible.contains(NetLexer.NUMBER);
  }
}
