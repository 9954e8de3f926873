package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// An expression. Brackets leave no trace but the structure.
public sealed interface Expression extends Ast {

  /// What can be applied to a value: `relu`, `linear(4)`, `repeat 3 (…)`, or an arrow in brackets, which has no
  /// input of its own (`(linear(4) -> relu)`; its source is a stage then). See [LayerChain].
  sealed interface Stage extends Expression {}

  /// `1_000`, `1e-5`; in sections also with its sign.
  record NumberLiteral(double value, String text, Span span)
      implements Expression, Section.DataValue, Section.Value {}

  /// `"relu"`, without the quotes and with escapes resolved.
  record TextLiteral(String value, Span span)
      implements Expression, Section.DataValue, Section.Value {}

  /// `true`, `false`
  record BoolLiteral(boolean value, Span span) implements Expression, Section.DataValue {}

  /// `x`, or the path of a parameter: `encoder.linear.2.weight`.
  record Name(List<String> segments, Span span) implements Stage, Section.DataValue {
    /// `encoder.linear.2.weight`
    public String text() {
      return String.join(".", segments);
    }

    /// Whether this is one name, not a path.
    public boolean isSimple() {
      return segments.size() == 1;
    }
  }

  /// `param` in an optimizer: the parameter that is updated.
  record ParamReference(Span span) implements Expression {}

  /// `[a, b]`
  record ElementList(List<Expression> elements, Span span) implements Expression {}

  /// `-x`
  record Negate(Expression operand, Span span) implements Expression {}

  /// `a ^ b`; `a ^ b ^ c` nests to the right.
  record Power(Expression base, Expression exponent, Span span) implements Expression {}

  /// `a * b / c` or `a + b - c`: operators of one precedence, applied from the left.
  record Binary(Expression first, List<Operation> rest, Span span) implements Expression {}

  /// One step of a [Binary]; the span goes from the start of the chain to the end of this operand.
  record Operation(Operator operator, Expression operand, Span span) {}

  /// `a <= b`
  record Compare(Expression left, Relation relation, Expression right, Span span)
      implements Expression {}

  /// `linear(4, bias = false)`; named arguments stand last.
  record Call(Identifier callee, List<Argument> arguments, Span span)
      implements Stage, Section.DataValue {}

  /// `4` or `bias = false`
  record Argument(Optional<Identifier> name, Expression value, Span span) implements Ast {}

  /// `x -> linear(4) -> relu`: at least one stage.
  record Arrow(Expression source, List<Stage> stages, Span span) implements Stage {}

  /// `repeat 32 (linear(64) -> tanh)`
  record Repeat(Expression count, Stage body, Span span) implements Stage {}

  /// The operators of [Binary].
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MATMUL("@");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /// The comparisons of [Compare].
  enum Relation {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }
}
