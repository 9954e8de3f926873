package netwright.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Expression;
import netwright.syntax.LayerChain;
import netwright.syntax.NetworkItem;
import netwright.syntax.Statement;
import netwright.syntax.TypeAnnotation;

/// What a network defines by name: hyper-parameters, inputs, targets, bindings, outputs, shared layers.
final class Definitions {
  private final Elaborator elaborator;
  private final Reports reports;
  private final Frame frame;
  private final PortTypes portTypes;
  private final HyperParameters hypers;
  private final Map<String, Span> defined = new LinkedHashMap<>();
  private final List<TypedModel.Port> inputs = new ArrayList<>();
  private final List<TypedModel.Port> targets = new ArrayList<>();
  private final Map<String, NetworkItem.Output> outputs = new LinkedHashMap<>();

  Definitions(Elaborator elaborator, Settings settings, Frame frame) {
    this.elaborator = elaborator;
    this.reports = elaborator.reports();
    this.frame = frame;
    this.portTypes = new PortTypes(elaborator, frame);
    this.hypers = new HyperParameters(elaborator, settings, frame);
  }

  /// Defines all names of `items` in the network's scope, in their order.
  void define(List<NetworkItem> items) {
    items.forEach(this::announce);
    items.forEach(this::define);
  }

  List<TypedModel.Hyper> hypers() {
    return hypers.all();
  }

  List<TypedModel.Port> inputs() {
    return inputs;
  }

  List<TypedModel.Port> targets() {
    return targets;
  }

  /// Inputs, then targets.
  List<TypedModel.Port> ports() {
    List<TypedModel.Port> ports = new ArrayList<>(inputs);
    ports.addAll(targets);
    return ports;
  }

  /// The outputs; what is not a tensor is reported.
  List<TypedModel.Output> outputs() {
    List<TypedModel.Output> tensors = new ArrayList<>();
    for (NetworkItem.Output output : outputs.values()) {
      Value value = frame.scope().read(output.name().text()).orElse(Value.POISON);
      if (value instanceof Value.Tensor(TypedExpr expr)) {
        tensors.add(
            new TypedModel.Output(
                output.name().text(), expr, labels(expr), output.doc(), output.span()));
      } else if (!value.isPoison()) {
        reports.error(
            Diagnostic.of(
                Code.WRONG_KIND,
                output.value().span(),
                "an output is a tensor, not " + value.describe()));
      }
    }
    return tensors;
  }

  /// The names of outputs that an error has been reported about.
  Set<String> faultyOutputs() {
    Set<String> faulty = new HashSet<>(outputs.keySet());
    faulty.removeIf(name ->
        frame.scope().entry(name).map(Scope.Entry::value).orElse(Value.POISON)
            instanceof Value.Tensor);
    return faulty;
  }

  /// The target whose classes those of an output are: the only one with as many.
  private Optional<String> labels(TypedExpr expr) {
    List<String> candidates = new ArrayList<>();
    if (expr.type().elements() instanceof Elements.OneOf(int count, _)) {
      for (TypedModel.Port port : ports()) {
        if (port.type().elements() instanceof Elements.OneOf(int other, _) && other == count) {
          candidates.add(port.name());
        }
      }
    }
    return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
  }

  private void announce(NetworkItem item) {
    name(item).ifPresent(name -> frame.scope().announce(name.text(), item.span()));
  }

  private static Optional<Ast.Identifier> name(NetworkItem item) {
    return switch (item) {
      case NetworkItem.Hyper hyper -> Optional.of(hyper.name());
      case NetworkItem.Input input -> Optional.of(input.name());
      case NetworkItem.Target target -> Optional.of(target.name());
      case NetworkItem.Output output -> Optional.of(output.name());
      case Statement.Bind bind -> Optional.of(bind.name());
      case Statement.Shared shared -> Optional.of(shared.name());
      case NetworkItem.Loss _, NetworkItem.Metric _, NetworkItem.Init _, NetworkItem.Train _ ->
          Optional.empty();
      case NetworkItem.Data _, NetworkItem.Verify _ -> Optional.empty();
    };
  }

  private void define(NetworkItem item) {
    if (name(item).map(name -> isTaken(name, item.span())).orElse(false)) {
      return;
    }
    switch (item) {
      case NetworkItem.Hyper hyper -> hypers.define(hyper);
      case NetworkItem.Input input ->
          port(input.name(), input.type(), input.doc(), input.span(), inputs);
      case NetworkItem.Target target ->
          port(target.name(), target.type(), target.doc(), target.span(), targets);
      case NetworkItem.Output output -> output(output);
      case Statement.Bind bind -> bind(bind.name(), bind.value(), bind.span());
      case Statement.Shared shared -> shared(shared);
      case NetworkItem.Loss _, NetworkItem.Metric _, NetworkItem.Init _, NetworkItem.Train _ -> {}
      case NetworkItem.Data _, NetworkItem.Verify _ -> {}
    }
  }

  private boolean isTaken(Ast.Identifier name, Span span) {
    Span first = defined.putIfAbsent(name.text(), name.span());
    if (first != null) {
      reports.error(
          Diagnostic.of(Code.DUPLICATE_NAME, name.span(), "`" + name.text() + "` is defined twice")
              .note("it is defined first", first)
              .help("bindings are immutable; choose another name"));
    }
    return first != null;
  }

  private void port(
      Ast.Identifier name,
      TypeAnnotation type,
      String doc,
      Span span,
      List<TypedModel.Port> ports) {
    Optional<ValueType> resolved = portTypes.resolve(type);
    resolved.ifPresent(
        valueType -> ports.add(new TypedModel.Port(name.text(), valueType, doc, span)));
    Value value =
        resolved
            .<Value>map(valueType ->
                new Value.Tensor(
                    frame.tensors().leaf(new TypedOp.Input(name.text()), valueType, span)))
            .orElse(Value.POISON);
    frame.scope().define(name.text(), value, span);
  }

  private void output(NetworkItem.Output output) {
    bind(output.name(), output.value(), output.span());
    outputs.put(output.name().text(), output);
  }

  private void bind(Ast.Identifier name, Expression expression, Span span) {
    Value value = elaborator.evaluate(expression, frame.with(Owner.of(name.text())));
    if (value instanceof Value.Distribution || value instanceof Value.AxisName) {
      value =
          reports.error(
              Diagnostic.of(
                  Code.WRONG_KIND, expression.span(), "a binding cannot be " + value.describe()));
    }
    frame.scope().define(name.text(), value, span);
  }

  private void shared(Statement.Shared shared) {
    String name = shared.name().text();
    LayerChain.of(shared.value())
        .ifPresentOrElse(
            stages -> {
              Value.Chain chain = new Value.Chain(stages, frame, shared.span());
              frame
                  .scope()
                  .defineCallable(name, new Value.SharedChain(name, chain, Owner.of(name)));
            },
            () ->
                reports.error(
                    Diagnostic.of(
                        Code.NOT_A_LAYER,
                        shared.value().span(),
                        "a shared layer is a chain of layers")));
  }
}
