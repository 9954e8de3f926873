package netwright.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import netwright.check.DataSpec;
import netwright.check.DataSpec.Column;
import netwright.check.Elements;
import netwright.check.Split;
import netwright.check.TypedModel;
import netwright.data.DataRecipe;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.data.Field;
import netwright.data.Field.Classes;
import netwright.data.Field.Reference;
import netwright.data.Field.Role;
import netwright.data.Field.Selection;
import netwright.data.Labels;
import netwright.data.Missing;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.Expression.TextLiteral;
import netwright.syntax.NetworkItem;
import netwright.syntax.Section;

/// What the data section of a model means for the reader of data files. Files are relative to the source.
final class DataRecipes {
  /// What stands for all files of held-out rows that are not those of one input or target.
  private static final String SHARED = "file";

  private final Compilation compilation;
  private final TypedModel model;

  DataRecipes(Compilation compilation) {
    this.compilation = compilation;
    this.model = compilation.model();
  }

  /// Where the samples for training, validation and test are.
  DataRecipe recipe() {
    DataSpec data = model.data();
    List<Field> fields = new ArrayList<>();
    for (TypedModel.Port port : model.trainingPorts()) {
      Field field = field(port, Optional.empty());
      fields.add(
          model.inputs().contains(port)
              ? field.withCategories(Optional.empty())
              : field.as(model.targets().contains(port) ? Role.TARGET : Role.WEIGHT));
    }
    return new DataRecipe(
        sources(),
        held(data.test()),
        held(model.recipe().validation()),
        data.seed(),
        Missing.valueOf(data.missing().name()),
        data.stratify(),
        data.stream(),
        fields);
  }

  private Sources sources() {
    Map<String, DataFile> own = new LinkedHashMap<>();
    for (DataSpec.PortData port : model.data().all()) {
      if (port.place() instanceof DataSpec.Place.OwnFile(String path)) {
        own.put(port.port(), file(path));
      }
    }
    return new Sources(model.data().file().map(this::file), own);
  }

  /// How inputs are read for a prediction.
  ///
  /// @param labels of class inputs, and categories of columns of text, as training found them
  List<Field> inputs(Map<String, List<String>> labels) {
    return model.inputs().stream()
        .map(port ->
            field(port, Optional.of(labels.getOrDefault(port.name(), List.of())))
                .withCategories(Optional.of(Labels.categories(port.name(), labels))))
        .toList();
  }

  private Field field(TypedModel.Port port, Optional<List<String>> labels) {
    DataSpec.PortData data =
        model.data().all().stream()
            .filter(entry -> entry.port().equals(port.name()))
            .findFirst()
            .orElseThrow();
    Optional<Classes> classes =
        port.type().elements() instanceof Elements.OneOf(int count, List<String> declared)
            ? Optional.of(new Classes(count, declared.isEmpty() ? labels : Optional.of(declared)))
            : Optional.empty();
    return new Field(
        port.name(), port.type().shape().sizes(), selections(data), classes, data.span());
  }

  private static List<Selection> selections(DataSpec.PortData data) {
    return switch (data.place()) {
      case DataSpec.Place.Columns(List<Column> columns) ->
          columns.stream().map(DataRecipes::selection).toList();
      case DataSpec.Place.OwnFile _ -> List.of();
    };
  }

  private static Selection selection(Column column) {
    return switch (column) {
      case Column.Named _, Column.Numbered _ -> Selection.of(reference(column), column.span());
      case Column.Range(Column from, Column to, Span span) ->
          new Selection(reference(from), Optional.of(reference(to)), span);
    };
  }

  private static Reference reference(Column column) {
    return switch (column) {
      case Column.Named(String name, Span _) -> new Reference.Named(name);
      case Column.Numbered(int number, Span _) -> new Reference.Numbered(number);
      case Column.Range range -> throw new IllegalStateException("a range of ranges: " + range);
    };
  }

  private Held held(Split split) {
    return switch (split) {
      case Split.None _ -> new Held.Nothing();
      case Split.Share(double share) -> new Held.Share(share, model.data().span());
      case Split.File other -> new Held.Separate(Sources.of(file(other.path())));
      case Split.Files files -> new Held.Separate(sources(files));
    };
  }

  private Sources sources(Split.Files files) {
    Map<String, DataFile> own = new LinkedHashMap<>();
    files.paths().forEach((name, path) -> own.put(name, file(path)));
    return new Sources(Optional.ofNullable(own.remove(SHARED)), own);
  }

  private DataFile file(String name) {
    Path path = compilation.file().resolveSibling(name).normalize();
    String shown = path.toString().isEmpty() ? "." : path.toString();
    return new DataFile(path, shown, name, place(name));
  }

  /// Where the source names the file; the data section if it does not, but the command line does.
  private Span place(String name) {
    return compilation.tree().declarations().stream()
        .filter(Declaration.Network.class::isInstance)
        .flatMap(network -> ((Declaration.Network) network).items().stream())
        .flatMap(DataRecipes::values)
        .filter(value -> value instanceof TextLiteral(String text, Span _) && text.equals(name))
        .map(Ast::span)
        .findFirst()
        .orElse(model.data().span());
  }

  private static Stream<Expression> values(NetworkItem item) {
    Stream<?> values =
        switch (item) {
          case NetworkItem.Data data -> data.items().stream().map(Section.DataItem::value);
          case NetworkItem.Train train -> train.items().stream().map(Section.TrainItem::value);
          default -> Stream.empty();
        };
    return values
        .flatMap(
            value -> value instanceof Expression.Call call ? arguments(call) : Stream.of(value))
        .filter(Expression.class::isInstance)
        .map(Expression.class::cast);
  }

  private static Stream<?> arguments(Expression.Call call) {
    return call.arguments().stream().map(Expression.Argument::value);
  }
}
