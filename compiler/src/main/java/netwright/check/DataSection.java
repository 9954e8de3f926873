package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// The `data` section: which file, and which of its columns are each input and target.
final class DataSection {
  /// All settings beside the names of inputs and targets.
  static final List<String> SETTINGS =
      List.of("file", "test", "seed", "missing", "stratify", "stream", SampleWeight.NAME);

  private final Reports reports;
  private final Settings settings;
  private final List<String> inputs;
  private final Map<String, Section.DataValue> values = new LinkedHashMap<>();

  /// @param inputs which of the ports are inputs
  DataSection(Reports reports, Settings settings, List<TypedModel.Port> inputs) {
    this.inputs = inputs.stream().map(TypedModel.Port::name).toList();
    this.reports = reports;
    this.settings = settings;
  }

  Optional<DataSpec> check(
      List<NetworkItem.Data> sections, Declaration.Network network, List<TypedModel.Port> ports) {
    if (sections.isEmpty()) {
      String message = "the network `" + network.name().text() + "` has no data section";
      reports.error(
          Diagnostic.of(Code.NO_DATA, network.name().span(), message)
              .help("add `data { file = \"….csv\" x = [A, B] y = [C] }`"));
      return Optional.empty();
    }
    for (NetworkItem.Data more : sections.subList(1, sections.size())) {
      reports.error(
          Diagnostic.of(Code.SECTION_TWICE, more.span(), "a second data section")
              .note("the first is", sections.getFirst().span()));
    }
    NetworkItem.Data section = sections.getFirst();
    List<String> names = declared(network);
    collect(section.items(), names);
    List<DataSpec.PortData> found =
        ports.stream().flatMap(port -> portData(port, section).stream()).toList();
    Optional<DataSpec.PortData> weight =
        names.contains(SampleWeight.NAME) ? Optional.empty() : weight();
    List<DataSpec.PortData> all = new ArrayList<>(found);
    weight.ifPresent(all::add);
    if (!isFileMisspelt(section, names)) {
      requireFile(all, section.span());
    }
    return Optional.of(
        new DataSpec(
            file(),
            found,
            weight,
            test(),
            seed(),
            missing(),
            stratify(ports),
            stream(),
            section.span()));
  }

  /// Whether an item of another name, which has been reported, is likely the file.
  private static boolean isFileMisspelt(NetworkItem.Data section, List<String> ports) {
    return section.items().stream()
        .map(item -> item.name().text())
        .filter(name -> !ports.contains(name))
        .map(name -> Suggestions.nearest(name, SETTINGS))
        .anyMatch(Optional.of("file")::equals);
  }

  /// The names of all inputs and targets, those whose declarations are wrong included.
  private static List<String> declared(Declaration.Network network) {
    return network.items().stream()
        .flatMap(item ->
            switch (item) {
              case NetworkItem.Input input -> Stream.of(input.name().text());
              case NetworkItem.Target target -> Stream.of(target.name().text());
              default -> Stream.empty();
            })
        .toList();
  }

  private void collect(List<Section.DataItem> items, List<String> ports) {
    Map<String, Span> seen = new HashMap<>();
    for (Section.DataItem item : items) {
      String name = item.name().text();
      Span first = seen.putIfAbsent(name, item.span());
      if (ports.contains(name) || SETTINGS.contains(name)) {
        values.put(name, item.value());
      } else {
        reports.error(unknown(name, item.name().span(), ports));
      }
      if (first != null) {
        reports.error(
            Diagnostic.of(Code.DUPLICATE_NAME, item.span(), "`" + name + "` is set twice")
                .note("it is set first", first));
      }
    }
    List<String> all = new ArrayList<>(ports);
    all.addAll(SETTINGS);
    all.forEach(
        name -> settings.dataValue("data." + name).ifPresent(value -> values.put(name, value)));
  }

  private static Diagnostic unknown(String name, Span span, List<String> ports) {
    List<String> known = new ArrayList<>(ports);
    known.addAll(SETTINGS);
    String suggestion = Suggestions.didYouMean(name, known);
    String message = "`" + name + "` is neither an input, a target nor a setting of `data`";
    return Diagnostic.of(Code.UNKNOWN_SETTING, span, message)
        .help(suggestion.isEmpty() ? "there are " + String.join(", ", known) : suggestion);
  }

  private Optional<String> file() {
    Section.DataValue value = values.get("file");
    if (value == null || value instanceof Expression.TextLiteral) {
      return Optional.ofNullable(value).map(text -> ((Expression.TextLiteral) text).value());
    }
    return bad(value, "`file` is a path in quotes", Optional.empty());
  }

  private void requireFile(List<DataSpec.PortData> ports, Span section) {
    boolean columns =
        ports.stream().anyMatch(port -> port.place() instanceof DataSpec.Place.Columns);
    if (columns && !values.containsKey("file")) {
      reports.error(
          Diagnostic.of(
                  Code.NO_DATA, section, "`data` names columns, but not the file that they are in")
              .help("add `file = \"….csv\"`"));
    }
  }

  /// Whether what is named are arrays, each of any number of elements, not columns.
  private boolean namesArrays() {
    return values.get("file") instanceof Expression.TextLiteral text
        && text.value().endsWith(".npz");
  }

  private <T> T bad(Section.DataValue value, String message, T preset) {
    reports.error(Diagnostic.of(Code.BAD_SETTING, value.span(), message));
    return preset;
  }

  private Split test() {
    Section.DataValue value = values.get("test");
    return switch (value) {
      case null -> new Split.None();
      case Expression.TextLiteral text -> new Split.File(text.value(), text.span());
      case Expression.Call call when SplitFiles.isCall(call) -> new SplitFiles(reports).split(call);
      case Expression.NumberLiteral number when number.value() > 0 && number.value() < 1 ->
          new Split.Share(number.value());
      case Expression.NumberLiteral number when number.value() == 0 -> new Split.None();
      default -> bad(value, "`test` is a share between 0 and 1, or a file", new Split.None());
    };
  }

  private long seed() {
    Section.DataValue value = values.get("seed");
    return switch (value) {
      case null -> 0L;
      case Expression.NumberLiteral number when number.value() == Math.rint(number.value()) ->
          (long) number.value();
      default -> bad(value, "`seed` is an integer", 0L);
    };
  }

  private DataSpec.Missing missing() {
    Section.DataValue value = values.get("missing");
    String word = value instanceof Expression.Name name ? name.text() : "";
    return switch (value == null ? "error" : word) {
      case "error" -> DataSpec.Missing.ERROR;
      case "drop" -> DataSpec.Missing.DROP;
      case "mean" -> DataSpec.Missing.MEAN;
      default -> bad(value, "`missing` is `error`, `drop` or `mean`", DataSpec.Missing.ERROR);
    };
  }

  private Optional<Boolean> stream() {
    Section.DataValue value = values.get("stream");
    return switch (value) {
      case null -> Optional.empty();
      case Expression.BoolLiteral flag -> Optional.of(flag.value());
      default -> bad(value, "`stream` is `true` or `false`", Optional.empty());
    };
  }

  /// The port whose classes shares take evenly; it has one class for each sample.
  private Optional<String> stratify(List<TypedModel.Port> ports) {
    Section.DataValue value = values.get("stratify");
    List<String> classes =
        ports.stream()
            .filter(port -> port.type().isClass() && port.type().shape().rank() == 0)
            .map(TypedModel.Port::name)
            .toList();
    return switch (value) {
      case null -> Optional.empty();
      case Expression.Name name when classes.contains(name.text()) -> Optional.of(name.text());
      default ->
          bad(
              value,
              classes.isEmpty()
                  ? "`stratify` is a target that is a class, and there is none"
                  : "`stratify` is "
                      + Words.or(classes.stream().map(name -> "`" + name + "`").toList()),
              Optional.empty());
    };
  }

  private Optional<DataSpec.PortData> weight() {
    Section.DataValue value = values.get(SampleWeight.NAME);
    if (value == null) {
      return Optional.empty();
    }
    TypedModel.Port port =
        new TypedModel.Port(SampleWeight.NAME, SampleWeight.type(), "", value.span());
    return place(value, port)
        .map(place -> new DataSpec.PortData(SampleWeight.NAME, place, value.span()));
  }

  private Optional<DataSpec.PortData> portData(TypedModel.Port port, NetworkItem.Data section) {
    Section.DataValue value = values.get(port.name());
    if (value == null) {
      reports.error(
          Diagnostic.of(
                  Code.NO_COLUMNS,
                  section.span(),
                  "`data` does not say where `" + port.name() + "` is")
              .note("`" + port.name() + "` is declared", port.span())
              .help("name its columns: `" + port.name() + " = [" + example(port) + "]`"));
      return Optional.empty();
    }
    return place(value, port).map(place -> new DataSpec.PortData(port.name(), place, value.span()));
  }

  private static String example(TypedModel.Port port) {
    int columns = port.type().shape().elements();
    return columns == 1 ? "A" : columns == 2 ? "A, B" : "A .. B";
  }

  private Optional<DataSpec.Place> place(Section.DataValue value, TypedModel.Port port) {
    return switch (value) {
      case Section.Columns columns -> Optional.of(columns(columns, port));
      case Expression.TextLiteral text -> Optional.of(new DataSpec.Place.OwnFile(text.value()));
      case Expression.Name name when name.isSimple() -> {
        DataSpec.Column column = new DataSpec.Column.Named(name.text(), name.span());
        yield Optional.of(counted(List.of(column), port, name.span()));
      }
      default ->
          bad(
              value,
              "`" + port.name() + "` is a list of columns, such as `[A, B .. F]`, or a file",
              Optional.empty());
    };
  }

  private DataSpec.Place columns(Section.Columns written, TypedModel.Port port) {
    List<DataSpec.Column> columns = written.columns().stream().map(this::column).toList();
    return counted(columns, port, written.span());
  }

  private DataSpec.Place counted(List<DataSpec.Column> columns, TypedModel.Port port, Span span) {
    boolean exact = columns.stream().noneMatch(DataSpec.Column.Range.class::isInstance);
    int due = port.type().shape().elements();
    boolean mayBeText = inputs.contains(port.name()) && !port.type().isClass();
    boolean fits = exact && !mayBeText ? columns.size() == due : columns.size() <= due;
    if (!fits && !namesArrays()) {
      String message =
          "`"
              + port.name()
              + "` is "
              + port.type()
              + " and takes "
              + Words.count(due, "column")
              + ", not "
              + columns.size();
      reports.error(
          Diagnostic.of(Code.COLUMN_COUNT, span, message).note("it is declared", port.span()));
    }
    return new DataSpec.Place.Columns(columns);
  }

  private DataSpec.Column column(Section.Column column) {
    DataSpec.Column from = cell(column.from());
    return column
        .to()
        .<DataSpec.Column>map(to -> new DataSpec.Column.Range(from, cell(to), column.span()))
        .orElse(from);
  }

  private DataSpec.Column cell(Section.Cell cell) {
    return switch (cell) {
      case Section.ColumnName(String name, Span span) -> new DataSpec.Column.Named(name, span);
      case Section.ColumnNumber(Expression.NumberLiteral number, Span span) -> {
        if (!Numbers.isInt(number.value()) || number.value() < 0) {
          bad(number, "the number of a column is an integer", 0);
        }
        yield new DataSpec.Column.Numbered((int) number.value(), span);
      }
    };
  }
}
