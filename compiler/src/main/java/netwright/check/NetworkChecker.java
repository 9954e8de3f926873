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
import netwright.ir.Shape;
import netwright.runtime.Variable.Role;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.LayerChain;
import netwright.syntax.NetworkItem;
import netwright.syntax.Statement;
import netwright.syntax.TypeAnnotation;

/// Elaborates one network: first its definitions in the order of the source, then the loss and the metrics, which may
/// speak of all parameters, then how parameters start and what the sections say.
final class NetworkChecker {
  private final Declaration.Network network;
  private final Elaborator elaborator;
  private final Reports reports;
  private final Settings settings;
  private final Frame frame;
  private final ShapePatterns patterns;
  private final Map<String, Span> defined = new LinkedHashMap<>();
  private final List<TypedModel.Hyper> hypers = new ArrayList<>();
  private final List<TypedModel.Port> inputs = new ArrayList<>();
  private final List<TypedModel.Port> targets = new ArrayList<>();
  private final Map<String, NetworkItem.Output> outputs = new LinkedHashMap<>();

  NetworkChecker(Declaration.Network network, Library library, Settings settings, Reports reports) {
    Nodes nodes = new Nodes();
    this.network = network;
    this.reports = reports;
    this.settings = settings;
    this.elaborator = new Elaborator(reports, nodes);
    this.frame = Frame.network(library, new Tensors(nodes, false));
    this.patterns = new ShapePatterns(elaborator);
  }

  /// The model, or nothing after an error.
  Optional<TypedModel> check(String packageName) {
    network.items().forEach(this::announce);
    network.items().forEach(this::define);
    LossSection lossSection = new LossSection(elaborator, frame);
    Optional<TypedExpr> loss = lossSection.loss(items(NetworkItem.Loss.class), network);
    List<TypedModel.Metric> metrics = lossSection.metrics(items(NetworkItem.Metric.class));
    List<TypedModel.Output> results = results();
    elaborator.nodes().unlimited();
    requirePorts();
    elaborator.variables().retain(read(loss, metrics, results));
    new FittedStates(elaborator).check();
    new InitialValues(elaborator).decide(items(NetworkItem.Init.class), frame);
    Trained trained =
        new TrainSection(elaborator, settings, frame)
            .check(items(NetworkItem.Train.class), network, loss);
    Optional<DataSpec> data =
        new DataSection(reports, settings).check(items(NetworkItem.Data.class), network, ports());
    new Footprint(reports)
        .check(elaborator.variables().drafts(), trained.updates(), network.name().span());
    List<TypedModel.VerifyRow> rows =
        new VerifySection(reports).check(items(NetworkItem.Verify.class), inputs, results);
    settings.reportUnknown(known());
    if (reports.failed() || loss.isEmpty() || data.isEmpty()) {
      return Optional.empty();
    }
    List<TypedModel.ModelVariable> variables =
        elaborator.variables().drafts().stream().map(NetworkChecker::variable).toList();
    TypedModel model =
        new TypedModel(
            network.name().text(),
            packageName,
            network.doc(),
            hypers,
            inputs,
            targets,
            results,
            loss.get(),
            metrics,
            variables,
            trained.updates(),
            trained.recipe(),
            data.get(),
            rows,
            network.span());
    new Lints(reports).check(model, frame.scope());
    return Optional.of(model);
  }

  private <T extends NetworkItem> List<T> items(Class<T> kind) {
    return network.items().stream().filter(kind::isInstance).map(kind::cast).toList();
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
      case NetworkItem.Hyper hyper -> hyper(hyper);
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

  private void hyper(NetworkItem.Hyper hyper) {
    String name = hyper.name().text();
    Expression expression = settings.expression(name).orElse(hyper.value());
    Value value = elaborator.evaluate(expression, frame);
    boolean fits = value.isPoison() || hyperFits(hyper, value, expression);
    frame.scope().define(name, fits ? value : Value.POISON, hyper.span());
    if (fits && !value.isPoison()) {
      hypers.add(new TypedModel.Hyper(name, text(value), hyper.doc(), hyper.span()));
    }
  }

  private boolean hyperFits(NetworkItem.Hyper hyper, Value value, Expression expression) {
    String name = "`" + hyper.name().text() + "`";
    String type = hyper.type().map(annotation -> annotation.span().text()).orElse("");
    return switch (type) {
      case "" ->
          isConstant(value)
              || wrong(
                  name + " must be known at compile time, not " + value.describe(), expression);
      case "int" -> elaborator.integer(value, expression, frame, name).isPresent();
      case "bool" ->
          value instanceof Value.Bool
              || wrong(name + " must be `true` or `false`, not " + value.describe(), expression);
      case "text" ->
          value instanceof Value.Text
              || wrong(name + " must be a text, not " + value.describe(), expression);
      case "real", "float", "number" ->
          Operators.number(value).isPresent()
              || wrong(name + " must be a number, not " + value.describe(), expression);
      default -> wrongType(hyper.type().orElseThrow());
    };
  }

  private boolean wrong(String message, Expression expression) {
    reports.error(Diagnostic.of(Code.WRONG_KIND, expression.span(), message));
    return false;
  }

  private boolean wrongType(TypeAnnotation type) {
    reports.error(
        Diagnostic.of(
                Code.WRONG_KIND,
                type.span(),
                "a hyper-parameter cannot be `" + type.span().text() + "`")
            .help("it is `int`, `real`, `bool` or `text`"));
    return false;
  }

  private static boolean isConstant(Value value) {
    return Operators.number(value).isPresent() || value instanceof Value.Text;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Number(double number) -> Numbers.text(number);
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Text(String text) -> text;
      default -> value.describe();
    };
  }

  private void port(
      Ast.Identifier name,
      TypeAnnotation type,
      String doc,
      Span span,
      List<TypedModel.Port> ports) {
    Optional<ValueType> resolved = portType(type);
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

  private Optional<ValueType> portType(TypeAnnotation type) {
    return switch (type) {
      case TypeAnnotation.Shape shape ->
          patterns.shape(shape, frame).map(found -> ValueType.real(found, true));
      case TypeAnnotation.ClassCount count -> classes(count);
      case TypeAnnotation.ClassLabels labels -> {
        List<String> texts = labels.labels().stream().map(Expression.TextLiteral::value).toList();
        yield distinct(texts, labels)
            ? classes(new Elements.OneOf(texts.size(), texts), labels.shape())
            : Optional.empty();
      }
      case TypeAnnotation.Named _, TypeAnnotation.Union _ -> {
        reports.error(
            Diagnostic.of(
                    Code.WRONG_KIND,
                    type.span(),
                    "`" + type.span().text() + "` is not the type of a tensor")
                .help("it is a shape such as `[2]`, or `class[10]`"));
        yield Optional.empty();
      }
    };
  }

  private boolean distinct(List<String> texts, TypeAnnotation.ClassLabels labels) {
    boolean distinct = new HashSet<>(texts).size() == texts.size();
    if (!distinct) {
      reports.error(
          Diagnostic.of(Code.DUPLICATE_NAME, labels.span(), "a class has one label twice"));
    }
    return distinct;
  }

  private Optional<ValueType> classes(TypeAnnotation.ClassCount type) {
    var count = elaborator.integer(type.count(), frame, "the number of classes");
    if (count.isEmpty()) {
      return Optional.empty();
    }
    if (count.getAsInt() < 2) {
      reports.error(
          Diagnostic.of(
              Code.BAD_SIZE,
              type.count().span(),
              "there must be at least 2 classes, not " + count.getAsInt()));
      return Optional.empty();
    }
    return classes(new Elements.OneOf(count.getAsInt(), List.of()), type.shape());
  }

  private Optional<ValueType> classes(
      Elements.OneOf elements, Optional<TypeAnnotation.Shape> shape) {
    Optional<Shape> sizes =
        shape.isPresent() ? patterns.shape(shape.get(), frame) : Optional.of(Shape.SCALAR);
    return sizes.map(found -> new ValueType(elements, found, true, false));
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

  private List<TypedModel.Output> results() {
    List<TypedModel.Output> results = new ArrayList<>();
    for (NetworkItem.Output output : outputs.values()) {
      Value value = frame.scope().read(output.name().text()).orElse(Value.POISON);
      if (value instanceof Value.Tensor(TypedExpr expr)) {
        results.add(
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
    if (outputs.isEmpty()) {
      missing(Code.NO_OUTPUT, "output", "mark what a predictor returns: `output name = …`");
    }
    return results;
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

  private List<TypedModel.Port> ports() {
    List<TypedModel.Port> ports = new ArrayList<>(inputs);
    ports.addAll(targets);
    return ports;
  }

  private void requirePorts() {
    if (items(NetworkItem.Input.class).isEmpty()) {
      missing(Code.NO_INPUT, "input", "declare one: `input x: [2]`");
    }
    if (items(NetworkItem.Target.class).isEmpty()) {
      missing(
          Code.NO_TARGET,
          "target",
          "declare what is to be learned: `target y: [1]` or `target label: class[10]`");
    }
  }

  private void missing(Code code, String what, String help) {
    reports.error(
        Diagnostic.of(
                code,
                network.name().span(),
                "the network `" + network.name().text() + "` has no " + what)
            .help(help));
  }

  private Set<TypedExpr> read(
      Optional<TypedExpr> loss, List<TypedModel.Metric> metrics, List<TypedModel.Output> results) {
    Set<TypedExpr> read = new HashSet<>();
    elaborator.nodes().all().forEach(expr -> read.addAll(expr.inputs()));
    loss.ifPresent(read::add);
    metrics.forEach(metric -> read.add(metric.value()));
    results.forEach(result -> read.add(result.value()));
    return read;
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    items(NetworkItem.Hyper.class).forEach(hyper -> known.add(hyper.name().text()));
    TrainSection.SETTINGS.forEach(setting -> known.add("train." + setting));
    DataSection.SETTINGS.forEach(setting -> known.add("data." + setting));
    return known;
  }

  private static TypedModel.ModelVariable variable(Variables.Draft draft) {
    Role role =
        draft.isParameter() ? Role.PARAMETER : draft.fit().isPresent() ? Role.FITTED : Role.BUFFER;
    return new TypedModel.ModelVariable(
        draft.name(),
        draft.shape(),
        role,
        draft.initial(),
        draft.fit(),
        draft.update(),
        draft.leaf().span());
  }
}
