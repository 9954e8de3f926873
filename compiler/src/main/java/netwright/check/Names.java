package netwright.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.ir.Shape;
import netwright.syntax.Expression;

/// What a name stands for as a value: something defined, a name of the language, or the path of a parameter.
final class Names {
  private static final Map<String, Value> EVERYWHERE =
      Map.of(
          "pi",
          new Value.Number(Math.PI),
          "e",
          new Value.Number(Math.E),
          "inf",
          new Value.Number(Double.POSITIVE_INFINITY),
          "batch",
          Value.AxisName.BATCH,
          "rows",
          Value.AxisName.ROWS,
          "all",
          Value.AxisName.ALL);

  /// Names that mean something in an initializer.
  static final Set<String> FANS = Set.of("fan_in", "fan_out", "shape");

  /// Names that mean something in an optimizer and in a schedule.
  static final Set<String> CLOCK = Set.of("step", "epoch", "progress");

  private final Elaborator elaborator;

  Names(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  /// Whether every body knows `name`.
  static boolean isEverywhere(String name) {
    return EVERYWHERE.containsKey(name) || name.equals("training");
  }

  Value value(Expression.Name name, Frame frame) {
    if (!name.isSimple()) {
      return path(name, frame);
    }
    String text = name.text();
    Optional<Scope.Entry> defined = frame.scope().entry(text);
    if (defined.isPresent()) {
      return isLater(defined.get().declared(), name.span(), frame)
          ? elaborator
              .reports()
              .error(
                  frame,
                  early(text, defined.get().declared(), name.span(), frame.place(name.span())))
          : frame.scope().read(text).orElseThrow();
    }
    Value predefined = EVERYWHERE.get(text);
    return predefined != null
        ? predefined
        : special(text, name.span(), frame).orElseGet(() -> unknown(name, frame));
  }

  /// `param` in an optimizer.
  Value parameter(Expression.ParamReference param, Frame frame) {
    return frame
        .scope()
        .read("param")
        .orElseGet(() ->
            elaborator
                .reports()
                .error(
                    frame,
                    Diagnostic.of(
                        Code.MISPLACED,
                        frame.place(param.span()),
                        "`param` has a value only in an optimizer")));
  }

  /// Whether a network uses a name further up than it defines it; possible in what is evaluated last, as the loss is.
  private static boolean isLater(Span declared, Span use, Frame frame) {
    return frame.caller().isEmpty()
        && declared.source() == use.source()
        && declared.start() > use.start();
  }

  private Optional<Value> special(String name, Span span, Frame frame) {
    Span place = frame.place(span);
    return switch (name) {
      case "training" -> Optional.of(leaf(new TypedOp.Training(), place, frame));
      case "step" -> clock(TypedOp.Hand.STEP, place, frame);
      case "epoch" -> clock(TypedOp.Hand.EPOCH, place, frame);
      case "progress" -> clock(TypedOp.Hand.PROGRESS, place, frame);
      case "monitor" -> frame.clock() ? Optional.of(noMonitor(place, frame)) : Optional.empty();
      case "fan_in" -> fan(name, place, frame);
      case "fan_out" -> fan(name, place, frame);
      case "shape" -> frame.filled().map(Names::shape);
      case "weights" -> inLoss(new Value.Tensors(elaborator.variables().weights()), frame);
      case "parameters" -> inLoss(new Value.Tensors(elaborator.variables().parameters()), frame);
      default -> Optional.empty();
    };
  }

  private static Value shape(Variables.Draft filled) {
    return new Value.Sequence(
        filled.shape().sizes().stream().<Value>map(size -> new Value.Number(size)).toList());
  }

  private static Value leaf(TypedOp op, Span place, Frame frame) {
    return new Value.Tensor(frame.tensors().leaf(op, ValueType.wideScalar(), place));
  }

  private Value noMonitor(Span place, Frame frame) {
    return elaborator
        .reports()
        .error(
            frame,
            Diagnostic.of(
                    Code.MISPLACED, place, "`monitor` has a value only in a schedule with a state")
                .help("such a schedule runs at the end of each epoch: `state best = inf`"));
  }

  private static Optional<Value> clock(TypedOp.Hand hand, Span place, Frame frame) {
    return frame.clock()
        ? Optional.of(leaf(new TypedOp.Clock(hand), place, frame))
        : Optional.empty();
  }

  private static Optional<Value> inLoss(Value value, Frame frame) {
    return frame.tensors().inLoss() && frame.caller().isEmpty()
        ? Optional.of(value)
        : Optional.empty();
  }

  /// The last axis counts outputs, the one before it inputs, the rest is the receptive field.
  private Optional<Value> fan(String name, Span place, Frame frame) {
    if (frame.filled().isEmpty()) {
      return Optional.empty();
    }
    Variables.Draft parameter = frame.filled().get();
    Shape shape = parameter.shape();
    if (shape.rank() < 2) {
      return Optional.of(
          elaborator
              .reports()
              .error(
                  frame,
                  Diagnostic.of(
                          Code.BAD_INITIALIZER,
                          place,
                          "`"
                              + parameter.name()
                              + "`, of shape "
                              + shape
                              + ", has no `"
                              + name
                              + "`")
                      .help("start it with `zeros`, `constant` or `uniform`")));
    }
    double fan = 1;
    int left = name.equals("fan_in") ? shape.rank() - 1 : shape.rank() - 2;
    for (int axis = 0; axis < shape.rank(); axis++) {
      fan *= axis == left ? 1 : shape.size(axis);
    }
    return Optional.of(new Value.Number(fan));
  }

  private Value path(Expression.Name name, Frame frame) {
    Optional<TypedExpr> parameter = elaborator.variables().find(name.text());
    if (parameter.isPresent() && frame.caller().isEmpty()) {
      return new Value.Tensor(parameter.get());
    }
    List<String> known = frame.caller().isEmpty() ? elaborator.variables().names() : List.of();
    return elaborator
        .reports()
        .error(
            frame,
            Diagnostic.of(
                    Code.UNKNOWN_NAME,
                    frame.place(name.span()),
                    "there is no parameter `" + name.text() + "`")
                .help(Suggestions.didYouMean(name.text(), known)));
  }

  private Value unknown(Expression.Name name, Frame frame) {
    String text = name.text();
    Span place = frame.place(name.span());
    Optional<Span> upcoming = frame.scope().upcoming(text);
    boolean callable =
        frame.scope().callable(text).isPresent() || frame.library().names().contains(text);
    return elaborator
        .reports()
        .error(
            frame,
            upcoming.isPresent()
                ? early(text, upcoming.get(), name.span(), place)
                : undefined(text, callable, known(frame), place));
  }

  private static Set<String> known(Frame frame) {
    Set<String> known = new HashSet<>(frame.scope().entries().keySet());
    if (frame.clock()) {
      known.addAll(CLOCK);
    }
    if (frame.filled().isPresent()) {
      known.addAll(FANS);
    }
    return known;
  }

  /// What is said of a use of `name` at `use`, before the end of its definition.
  static Diagnostic early(String name, Span definition, Span use, Span place) {
    boolean inside = definition.start() <= use.start() && use.end() <= definition.end();
    String how = inside ? "used in its own definition" : "used before it is defined";
    return Diagnostic.of(Code.USED_BEFORE_DECLARATION, place, "`" + name + "` is " + how)
        .note("it is defined", definition);
  }

  /// What is said of a use of `name` that nothing defines as a value.
  static Diagnostic undefined(String name, boolean callable, Set<String> values, Span place) {
    if (callable) {
      return Diagnostic.of(Code.NOT_A_VALUE, place, "`" + name + "` is not a value")
          .help("apply it to something: `x -> " + name + "` or `" + name + "(x)`");
    }
    List<String> known = new ArrayList<>(values);
    known.addAll(EVERYWHERE.keySet());
    known.add("training");
    return Diagnostic.of(Code.UNKNOWN_NAME, place, "nothing is called `" + name + "` here")
        .help(Suggestions.didYouMean(name, known));
  }
}
