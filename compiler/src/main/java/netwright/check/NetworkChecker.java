package netwright.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.runtime.Variable.Role;
import netwright.syntax.Declaration;
import netwright.syntax.NetworkItem;

/// Elaborates one network: first its definitions in the order of the source, then the loss and the metrics, which may
/// speak of all parameters, then how parameters start and what the sections say.
final class NetworkChecker {
  private final Declaration.Network network;
  private final Elaborator elaborator;
  private final Reports reports;
  private final Settings settings;
  private final Frame frame;
  private final Definitions definitions;

  NetworkChecker(Declaration.Network network, Library library, Settings settings, Reports reports) {
    Nodes nodes = new Nodes();
    this.network = network;
    this.reports = reports;
    this.settings = settings;
    this.elaborator = new Elaborator(reports, nodes);
    this.frame = Frame.network(library, new Tensors(nodes));
    this.definitions = new Definitions(elaborator, settings, frame);
  }

  /// What the network computes: all that expressions say.
  private record Computed(
      Optional<TypedExpr> loss, List<TypedModel.Metric> metrics, List<TypedModel.Output> outputs) {}

  /// What the sections say.
  private record Sections(
      Trained trained, Optional<DataSpec> data, List<TypedModel.VerifyRow> verify) {}

  /// The model, or nothing after an error.
  Optional<TypedModel> check(String packageName) {
    definitions.define(network.items());
    Computed computed = computed();
    requireParts();
    elaborator.nodes().unlimited();
    elaborator.variables().retain(read(computed));
    new FittedStates(elaborator).check();
    GainLint gains = new GainLint(elaborator);
    new InitialValues(elaborator, gains).decide(items(NetworkItem.Init.class), frame);
    new OutputLimits(reports).check(computed.outputs(), definitions.targets());
    Sections sections = sections(computed);
    settings.reportUnknown(known());
    if (reports.failed() || computed.loss().isEmpty() || sections.data().isEmpty()) {
      return Optional.empty();
    }
    TypedModel model = model(packageName, computed, sections);
    new Lints(reports).check(model, frame.scope());
    new RecipeLints(reports).check(model, items(NetworkItem.Train.class));
    gains.check(model, elaborator.calls().provenance());
    return Optional.of(model);
  }

  private Computed computed() {
    SampleWeight weight =
        SampleWeight.of(
            items(NetworkItem.Data.class), settings, definitions.ports(), frame.tensors());
    LossSection section = new LossSection(elaborator, frame, weight);
    Optional<TypedExpr> loss = section.loss(items(NetworkItem.Loss.class));
    return new Computed(
        loss, section.metrics(items(NetworkItem.Metric.class)), definitions.outputs());
  }

  private Sections sections(Computed computed) {
    Trained trained =
        new TrainSection(elaborator, settings, frame)
            .check(items(NetworkItem.Train.class), network, computed.loss());
    Optional<DataSpec> data =
        new DataSection(reports, settings, definitions.inputs())
            .check(items(NetworkItem.Data.class), network, definitions.ports());
    SplitFiles files = new SplitFiles(reports);
    data.ifPresent(spec -> files.check(spec.test(), spec));
    data.ifPresent(spec -> files.check(trained.recipe().validation(), spec));
    new Footprint(reports).check(elaborator.variables().drafts(), trained, network.name().span());
    List<TypedModel.VerifyRow> rows =
        new VerifySection(reports, definitions.faultyOutputs())
            .check(items(NetworkItem.Verify.class), definitions.inputs(), computed.outputs());
    return new Sections(trained, data, rows);
  }

  private TypedModel model(String packageName, Computed computed, Sections sections) {
    return new TypedModel(
        network.name().text(),
        packageName,
        network.doc(),
        definitions.hypers(),
        definitions.inputs(),
        definitions.targets(),
        computed.outputs(),
        computed.loss().orElseThrow(),
        computed.metrics(),
        elaborator.variables().drafts().stream().map(NetworkChecker::variable).toList(),
        sections.trained().updates(),
        elaborator.schedules().all(),
        sections.trained().recipe(),
        sections.data().orElseThrow(),
        sections.verify(),
        elaborator.calls().provenance().domains(),
        network.span());
  }

  private <T extends NetworkItem> List<T> items(Class<T> kind) {
    return network.items().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void requireParts() {
    require(NetworkItem.Input.class, Code.NO_INPUT, "input", "declare one: `input x: [2]`");
    require(
        NetworkItem.Target.class,
        Code.NO_TARGET,
        "target",
        "declare what is to be learned: `target y: [1]` or `target label: class[10]`");
    require(
        NetworkItem.Output.class,
        Code.NO_OUTPUT,
        "output",
        "mark what a predictor returns: `output name = …`");
    require(
        NetworkItem.Loss.class,
        Code.NO_LOSS,
        "loss",
        "say what training makes small: `loss mse(price, y)`");
  }

  private void require(Class<? extends NetworkItem> kind, Code code, String what, String help) {
    if (items(kind).isEmpty()) {
      String message = "the network `" + network.name().text() + "` has no " + what;
      reports.error(Diagnostic.of(code, network.name().span(), message).help(help));
    }
  }

  /// What any expression reads.
  private Set<TypedExpr> read(Computed computed) {
    Set<TypedExpr> read = new HashSet<>();
    elaborator.nodes().all().forEach(expr -> read.addAll(expr.inputs()));
    computed.loss().ifPresent(read::add);
    computed.metrics().forEach(metric -> read.add(metric.value()));
    computed.outputs().forEach(output -> read.add(output.value()));
    return read;
  }

  /// All that the command line could set.
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
        draft.segments().stream()
            .map(segment ->
                new TypedModel.NameSegment(segment.text(), segment.base(), segment.standard()))
            .toList(),
        draft.shape(),
        role,
        draft.initial(),
        draft.fit(),
        draft.update(),
        draft.leaf().span());
  }
}
