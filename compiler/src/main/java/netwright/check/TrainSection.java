package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.ir.DType;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// The `train` section: settings become a [Recipe], the optimizer is elaborated for each parameter.
final class TrainSection {
  /// All settings.
  static final List<String> SETTINGS =
      List.of(
          "optimizer",
          "batch",
          "epochs",
          "seed",
          "shuffle",
          "clip",
          "stop",
          "validation",
          "precision",
          "threads",
          "accumulate");

  private final Elaborator elaborator;
  private final Reports reports;
  private final Settings settings;
  private final Frame frame;
  private final Map<String, Expression> values = new HashMap<>();

  TrainSection(Elaborator elaborator, Settings settings, Frame frame) {
    this.elaborator = elaborator;
    this.reports = elaborator.reports();
    this.settings = settings;
    this.frame = frame;
  }

  Trained check(
      List<NetworkItem.Train> sections, Declaration.Network network, Optional<TypedExpr> loss) {
    if (sections.isEmpty()) {
      String message = "the network `" + network.name().text() + "` has no train section";
      reports.error(
          Diagnostic.of(Code.NO_TRAIN, network.name().span(), message)
              .help("add `train { optimizer = adam() epochs = 10 }`"));
      return new Trained(Recipe.defaults(network.span()), List.of());
    }
    for (NetworkItem.Train more : sections.subList(1, sections.size())) {
      reports.error(
          Diagnostic.of(Code.SECTION_TWICE, more.span(), "a second train section")
              .note("the first is", sections.getFirst().span()));
    }
    NetworkItem.Train section = sections.getFirst();
    collect(section.items());
    return new Trained(recipe(section.span()), updates(section, loss));
  }

  private void collect(List<Section.TrainItem> items) {
    Map<String, Span> seen = new HashMap<>();
    for (Section.TrainItem item : items) {
      String name = item.name().text();
      Span first = item.pattern().isPresent() ? null : seen.putIfAbsent(name, item.span());
      if (!SETTINGS.contains(name)) {
        reports.error(unknown(name, item.name().span()));
      } else if (first != null) {
        reports.error(
            Diagnostic.of(Code.DUPLICATE_NAME, item.span(), "`" + name + "` is set twice")
                .note("it is set first", first));
      } else if (item.pattern().isEmpty()) {
        values.put(name, item.value());
      }
    }
    for (String name : SETTINGS) {
      settings.expression("train." + name).ifPresent(value -> values.put(name, value));
    }
  }

  private static Diagnostic unknown(String name, Span span) {
    String suggestion = Suggestions.didYouMean(name, SETTINGS);
    return Diagnostic.of(Code.UNKNOWN_SETTING, span, "there is no `" + name + "` to set in `train`")
        .help(suggestion.isEmpty() ? "there are " + String.join(", ", SETTINGS) : suggestion);
  }

  private Recipe recipe(Span span) {
    Recipe preset = Recipe.defaults(span);
    return new Recipe(
        count("batch", preset.batch()),
        count("epochs", preset.epochs()),
        seed(preset.seed()),
        flag("shuffle", preset.shuffle()),
        validation(),
        patience(),
        clip(),
        count("accumulate", preset.accumulate()),
        precision(),
        values.containsKey("threads") ? OptionalInt.of(count("threads", 1)) : OptionalInt.empty(),
        span);
  }

  private int count(String name, int preset) {
    Expression expression = values.get(name);
    if (expression == null) {
      return preset;
    }
    OptionalInt count = elaborator.integer(expression, frame, "`" + name + "`");
    if (count.isPresent() && count.getAsInt() < 1) {
      return bad(expression, "`" + name + "` must be at least 1, not " + count.getAsInt(), preset);
    }
    return count.orElse(preset);
  }

  private <T> T bad(Expression expression, String message, T preset) {
    reports.error(Diagnostic.of(Code.BAD_SETTING, expression.span(), message));
    return preset;
  }

  private long seed(long preset) {
    Expression expression = values.get("seed");
    if (expression == null) {
      return preset;
    }
    Value value = elaborator.evaluate(expression, frame);
    OptionalDouble number = Operators.number(value);
    boolean integral =
        number.isPresent()
            && number.getAsDouble() == Math.rint(number.getAsDouble())
            && Math.abs(number.getAsDouble()) < 1L << 53;
    if (!integral && !value.isPoison()) {
      return bad(expression, "`seed` must be an integer, not " + value.describe(), preset);
    }
    return integral ? (long) number.getAsDouble() : preset;
  }

  private boolean flag(String name, boolean preset) {
    Expression expression = values.get(name);
    if (expression == null) {
      return preset;
    }
    Value value = elaborator.evaluate(expression, frame);
    return switch (value) {
      case Value.Bool(boolean flag) -> flag;
      case Value.Poison _ -> preset;
      default ->
          bad(
              expression,
              "`" + name + "` must be `true` or `false`, not " + value.describe(),
              preset);
    };
  }

  private Split validation() {
    Expression expression = values.get("validation");
    if (expression == null) {
      return new Split.None();
    }
    if (SplitFiles.isCall(expression)) {
      return new SplitFiles(reports).split((Expression.Call) expression);
    }
    Value value = elaborator.evaluate(expression, frame);
    return switch (value) {
      case Value.Text(String path) -> new Split.File(path, expression.span());
      case Value.Number(double share) when share > 0 && share < 1 -> new Split.Share(share);
      case Value.Number(double share) when share == 0 -> new Split.None();
      case Value.Poison _ -> new Split.None();
      default ->
          bad(
              expression,
              "`validation` is a share between 0 and 1 or a file, not " + value.describe(),
              new Split.None());
    };
  }

  private OptionalInt patience() {
    Expression expression = values.get("stop");
    if (expression == null) {
      return OptionalInt.empty();
    }
    if (expression instanceof Expression.Call call && call.callee().text().equals("early")) {
      return early(call);
    }
    return bad(expression, "`stop` is `early(patience = 20)`", OptionalInt.empty());
  }

  private OptionalInt early(Expression.Call call) {
    boolean sound =
        call.arguments().size() == 1
            && call.arguments()
                .getFirst()
                .name()
                .map(name -> name.text().equals("patience"))
                .orElse(true);
    if (!sound) {
      return bad(call, "`early` takes one argument, `patience`", OptionalInt.empty());
    }
    Expression patience = call.arguments().getFirst().value();
    OptionalInt epochs = elaborator.integer(patience, frame, "`patience`");
    return epochs.isPresent() && epochs.getAsInt() < 1
        ? bad(
            patience,
            "`patience` must be at least 1, not " + epochs.getAsInt(),
            OptionalInt.empty())
        : epochs;
  }

  private Clip clip() {
    Expression expression = values.get("clip");
    if (expression == null) {
      return new Clip.None();
    }
    String kind = expression instanceof Expression.Call call ? call.callee().text() : "";
    boolean sound =
        expression instanceof Expression.Call call
            && (kind.equals("norm") || kind.equals("value"))
            && call.arguments().size() == 1
            && call.arguments().getFirst().name().isEmpty();
    return sound
        ? clip(kind, ((Expression.Call) expression).arguments().getFirst().value())
        : bad(expression, "`clip` is `norm(1.0)` or `value(0.5)`", new Clip.None());
  }

  private Clip clip(String kind, Expression limit) {
    Value value = elaborator.evaluate(limit, frame);
    OptionalDouble number = Operators.number(value);
    if (value.isPoison()) {
      return new Clip.None();
    }
    if (number.isEmpty() || !(number.getAsDouble() > 0)) {
      String message = "`" + kind + "` of `clip` must be a positive number, not ";
      return bad(limit, message + value.describe(), new Clip.None());
    }
    return kind.equals("norm")
        ? new Clip.Norm(number.getAsDouble())
        : new Clip.Value(number.getAsDouble());
  }

  private DType precision() {
    Expression expression = values.get("precision");
    String name = expression instanceof Expression.Name written ? written.text() : "";
    if (expression == null || name.equals("f32")) {
      return DType.F32;
    }
    if (name.equals("f64")) {
      return DType.F64;
    }
    return bad(expression, "`precision` is `f32` or `f64`", DType.F32);
  }

  private List<TypedModel.Update> updates(NetworkItem.Train section, Optional<TypedExpr> loss) {
    List<Optimizers.Choice> choices = choices(section);
    Reached reached = new Reached();
    loss.ifPresent(reached::add);
    List<TypedModel.Update> updates = new ArrayList<>();
    if (choices.isEmpty()) {
      return updates;
    }
    Optimizers optimizers = new Optimizers(elaborator);
    for (Variables.Draft draft : List.copyOf(elaborator.variables().drafts())) {
      Optional<Optimizers.Choice> choice =
          draft.isParameter() && reached.variables().contains(draft.name())
              ? last(choices, draft)
              : Optional.empty();
      choice.flatMap(chosen -> optimizers.update(chosen, draft)).ifPresent(updates::add);
    }
    return updates;
  }

  private static Optional<Optimizers.Choice> last(
      List<Optimizers.Choice> choices, Variables.Draft draft) {
    return choices.reversed().stream()
        .filter(choice ->
            choice
                .pattern()
                .map(pattern -> Patterns.matches(pattern, draft.segments()))
                .orElse(true))
        .findFirst();
  }

  /// Whether an item of another name, which has been reported, is likely the optimizer.
  private static boolean isOptimizerMisspelt(NetworkItem.Train section) {
    return section.items().stream()
        .map(item -> Suggestions.nearest(item.name().text(), SETTINGS))
        .anyMatch(Optional.of("optimizer")::equals);
  }

  /// The optimizers, the one for all parameters first; empty after an error.
  private List<Optimizers.Choice> choices(NetworkItem.Train section) {
    List<Optimizers.Choice> choices = new ArrayList<>();
    Optimizers optimizers = new Optimizers(elaborator);
    Expression general = values.get("optimizer");
    if (general == null && isOptimizerMisspelt(section)) {
      return choices;
    }
    if (general == null) {
      reports.error(
          Diagnostic.of(Code.NO_OPTIMIZER, section.span(), "`train` has no optimizer")
              .help("add `optimizer = adam(lr = 0.001)`"));
      return choices;
    }
    boolean sound =
        optimizers.choice(adjusted(general), Optional.empty(), frame).map(choices::add).isPresent();
    for (Section.TrainItem item : section.items()) {
      if (item.name().text().equals("optimizer") && item.pattern().isPresent()) {
        sound &=
            optimizers.choice(item.value(), item.pattern(), frame).map(choices::add).isPresent();
        sound &= hasMatch(item);
      }
    }
    return sound ? choices : List.of();
  }

  private boolean hasMatch(Section.TrainItem item) {
    var pattern = item.pattern().orElseThrow();
    boolean matches =
        elaborator.variables().drafts().stream()
            .anyMatch(draft -> draft.isParameter() && Patterns.matches(pattern, draft.segments()));
    if (!matches) {
      reports.error(
          Diagnostic.of(
                  Code.INIT_WITHOUT_MATCH,
                  pattern.span(),
                  "no parameter matches `" + pattern.text() + "`")
              .help(
                  Suggestions.didYouMean(
                      pattern.text(), Patterns.endings(elaborator.variables()))));
    }
    return matches;
  }

  /// The optimizer's call with the arguments that `--set train.optimizer.lr=…` replaces.
  private Expression adjusted(Expression optimizer) {
    List<String> names = settings.keys("train.optimizer.");
    if (names.isEmpty()
        || !(optimizer instanceof Expression.Call || optimizer instanceof Expression.Name)) {
      return optimizer;
    }
    Expression.Call call = Optimizers.asCall(optimizer);
    List<String> positional =
        frame
            .library()
            .find(call.callee().text())
            .map(found -> found.signature().positional())
            .orElse(List.of());
    settings.offer("train.optimizer.", positional);
    List<Expression.Argument> arguments = new ArrayList<>(call.arguments());
    for (String name : new HashSet<>(names)) {
      if (positional.contains(name)) {
        settings
            .expression("train.optimizer." + name)
            .ifPresent(value -> replace(arguments, positional.indexOf(name), name, value));
      }
    }
    return new Expression.Call(call.callee(), arguments, call.span());
  }

  private static void replace(
      List<Expression.Argument> arguments, int position, String name, Expression value) {
    for (int i = 0; i < arguments.size(); i++) {
      Expression.Argument argument = arguments.get(i);
      boolean same = argument.name().map(known -> known.text().equals(name)).orElse(i == position);
      if (same) {
        arguments.set(i, new Expression.Argument(argument.name(), value, value.span()));
        return;
      }
    }
    var identifier = new netwright.syntax.Ast.Identifier(name, value.span());
    arguments.add(new Expression.Argument(Optional.of(identifier), value, value.span()));
  }
}
