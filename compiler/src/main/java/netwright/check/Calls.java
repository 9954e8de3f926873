package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.Arguments.Actual;
import netwright.check.Arguments.Signature;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.TypeAnnotation;

/// Calls: finds what is called and expands it. A name means, in this order, an argument of type `layer` or a `shared`
/// of the body, a declaration of the file, one of the standard library, a builtin.
final class Calls {
  private final Elaborator elaborator;
  private final Arguments arguments;
  private final ArgumentTypes types;
  private final Bodies bodies;
  private final Provenance provenance;

  Calls(Elaborator elaborator) {
    this.elaborator = elaborator;
    this.arguments = new Arguments(elaborator.reports());
    this.types = new ArgumentTypes(elaborator);
    this.bodies = new Bodies(elaborator, types);
    this.provenance = new Provenance(elaborator.reports());
  }

  /// Who made what.
  Provenance provenance() {
    return provenance;
  }

  /// The value of a call at `span`; `piped` is what an arrow brings as the first argument.
  Value call(
      Ast.Identifier callee,
      List<Expression.Argument> given,
      Span span,
      Optional<Value> piped,
      Frame frame) {
    String name = callee.text();
    Optional<Value> local = frame.scope().callable(name);
    if (local.isPresent()) {
      return applyLocal(name, local.get(), given, span, piped, frame);
    }
    Optional<Library.Declared> declared = frame.library().find(name);
    if (declared.isPresent()) {
      return expand(declared.get(), given, span, piped, frame);
    }
    Optional<Builtins.Builtin> builtin = Builtins.find(name);
    return builtin.isPresent()
        ? builtin(builtin.get(), given, span, piped, frame)
        : elaborator.reports().error(frame, unknown(callee, frame));
  }

  /// The value of a call written as a name alone.
  Value named(Expression.Name name, Frame frame) {
    return call(
        new Ast.Identifier(name.text(), name.span()),
        List.of(),
        name.span(),
        Optional.empty(),
        frame);
  }

  private static Diagnostic unknown(Ast.Identifier callee, Frame frame) {
    String name = callee.text();
    Span place = frame.place(callee.span());
    if (Builtins.PLANNED.contains(name)) {
      return Diagnostic.of(Code.NOT_SUPPORTED_YET, place, "`" + name + "` is not supported yet");
    }
    if (frame.scope().entry(name).isPresent()) {
      return Diagnostic.of(Code.NOT_CALLABLE, place, "`" + name + "` is a value, not a layer");
    }
    List<String> known = new ArrayList<>(frame.library().names());
    known.addAll(frame.scope().callableNames());
    return UnknownLayer.named(name, known, place);
  }

  private Value builtin(
      Builtins.Builtin builtin,
      List<Expression.Argument> given,
      Span span,
      Optional<Value> piped,
      Frame frame) {
    Optional<Map<String, Actual>> bound =
        arguments.bind(builtin.signature(), given, piped, span, frame);
    return bound.isEmpty()
        ? Value.POISON
        : builtin
            .meaning()
            .apply(
                new BuiltinCall(
                    builtin.signature().callee(), bound.get(), span, frame, elaborator));
  }

  private Value applyLocal(
      String name,
      Value local,
      List<Expression.Argument> given,
      Span span,
      Optional<Value> piped,
      Frame frame) {
    Signature signature = new Signature(name, List.of("input"), List.of("input"), List.of());
    Optional<Map<String, Actual>> bound = arguments.bind(signature, given, piped, span, frame);
    if (bound.isEmpty()) {
      return Value.POISON;
    }
    Actual actual = bound.get().get("input");
    Value input =
        actual
            .piped()
            .orElseGet(() -> elaborator.evaluate(actual.expression().orElseThrow(), frame));
    return switch (local) {
      case Value.Chain chain -> apply(chain, frame.owner(), input, frame);
      case Value.SharedChain shared -> apply(shared.chain(), shared.owner().fresh(), input, frame);
      default -> Value.POISON;
    };
  }

  private Value apply(Value.Chain chain, Owner owner, Value input, Frame frame) {
    return elaborator.stages(
        chain.stages(),
        input,
        chain.frame().with(owner).with(chain.frame().tensors().inLoss(frame.tensors().inLoss())));
  }

  /// Expands `declared`, called in `frame`.
  private Value expand(
      Library.Declared declared,
      List<Expression.Argument> given,
      Span span,
      Optional<Value> piped,
      Frame frame) {
    if (declared.declaration() instanceof Declaration.Optimizer) {
      return elaborator.reports().error(frame, misplacedOptimizer(declared, span, frame));
    }
    Optional<Map<String, Actual>> bound =
        arguments.bind(declared.signature(), given, piped, span, frame);
    if (bound.isEmpty() || !roomFor(declared, span, frame)) {
      return Value.POISON;
    }
    Frame body =
        frame.body(declared, span, frame.owner().child(declared.name(), declared.isStandard()));
    boolean defined =
        types.define(declared.declaration().parameters(), bound.get(), body, frame)
            && fillsShape(declared, span, body, frame);
    if (!defined) {
      return Value.POISON;
    }
    if (!frame.isLibrary()) {
      provenance.called(declared, body, span);
    }
    Value result = bodies.run(declared, bound.get(), body, frame);
    provenance.returned(declared, result);
    return result;
  }

  /// The result of an initializer is a pattern of the shapes that it can fill; its names stand for sizes in the body.
  private boolean fillsShape(Library.Declared declared, Span span, Frame body, Frame frame) {
    if (!(declared.declaration() instanceof Declaration.Initializer initializer)
        || !(initializer.result().orElse(null) instanceof TypeAnnotation.Shape pattern)
        || body.filled().isEmpty()) {
      return true;
    }
    Variables.Draft parameter = body.filled().get();
    Optional<String> reason =
        types.patterns().match(pattern, parameter.shape(), parameter.name(), body);
    reason.ifPresent(why ->
        elaborator
            .reports()
            .error(
                frame,
                Diagnostic.of(
                        Code.BAD_INITIALIZER,
                        frame.place(span),
                        "`" + declared.name() + "` cannot fill `" + parameter.name() + "`")
                    .label(
                        parameter.shape()
                            + " does not fit "
                            + pattern.span().text()
                            + ": "
                            + why)));
    return reason.isEmpty();
  }

  private boolean roomFor(Library.Declared declared, Span span, Frame frame) {
    elaborator.nodes().called();
    if (frame.depth() >= Frame.DEEPEST) {
      elaborator.tooLarge(
          span, frame, "the calls of `" + declared.name() + "` are nested too deep");
      return false;
    }
    return elaborator.hasRoom(span, frame);
  }

  private static Diagnostic misplacedOptimizer(Library.Declared declared, Span span, Frame frame) {
    return Diagnostic.of(
            Code.MISPLACED,
            frame.place(span),
            "`" + declared.name() + "` is an optimizer and cannot be called here")
        .help("name it in the train section: `optimizer = " + declared.name() + "(…)`");
  }

  /// The values of the arguments of an optimizer's call, defined in the body's scope; nothing after an error.
  Optional<Frame> optimizer(
      Library.Declared declared, List<Expression.Argument> given, Span span, Frame frame) {
    Optional<Map<String, Actual>> bound =
        arguments.bind(declared.signature(), given, Optional.empty(), span, frame);
    Frame body = frame.body(declared, span, frame.owner());
    return bound.isPresent()
            && types.define(declared.declaration().parameters(), bound.get(), body, frame)
        ? Optional.of(body)
        : Optional.empty();
  }
}
