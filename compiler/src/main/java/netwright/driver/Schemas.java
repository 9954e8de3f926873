package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import netwright.check.DataSpec;
import netwright.check.Elements;
import netwright.check.TypedModel;
import netwright.check.ValueType;
import netwright.diag.Span;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Schema;

/// What a compiled network is told about itself.
final class Schemas {
  private static final String OUTPUT = "output.";

  private Schemas() {}

  /// The schema of a network.
  ///
  /// @param predict the program that computes its outputs
  static Schema of(Compilation compilation, BackEnd predict) {
    TypedModel model = compilation.model();
    return new Schema(
        model.name(),
        model.packageName(),
        model.doc(),
        Version.LANGUAGE,
        Version.TEXT,
        compilation.sourceHash(),
        compilation.precision(),
        hypers(model),
        fields(model, model.inputs()),
        fields(model, model.targets()),
        outputs(model),
        predict.layout().variables(),
        predict.plan().persistentSize(),
        inOrder(model, predict.plan().spec()),
        examples(model));
  }

  private static List<Schema.Hyper> hypers(TypedModel model) {
    return model.hypers().stream()
        .map(hyper -> new Schema.Hyper(hyper.name(), hyper.value(), hyper.doc()))
        .toList();
  }

  private static List<Schema.Field> fields(TypedModel model, List<TypedModel.Port> ports) {
    return ports.stream()
        .map(port ->
            field(port.name(), port.doc(), port.type(), port.name(), columns(model, port.name())))
        .toList();
  }

  private static List<Schema.Field> outputs(TypedModel model) {
    return model.outputs().stream()
        .map(output ->
            field(
                output.name(),
                output.doc(),
                output.value().type(),
                output.labelsOf().orElse(""),
                List.of()))
        .toList();
  }

  private static Schema.Field field(
      String name, String doc, ValueType type, String labelsOf, List<String> columns) {
    List<Integer> shape = new ArrayList<>(type.shape().sizes());
    return switch (type.elements()) {
      case Elements.Real _ -> new Schema.Field(name, doc, 0, "", List.of(), columns, shape);
      case Elements.OneOf(int count, List<String> labels) ->
          new Schema.Field(name, doc, count, labelsOf, labels, columns, shape);
    };
  }

  /// The columns of the data that an input or a target is read from.
  private static List<String> columns(TypedModel model, String port) {
    List<String> columns = new ArrayList<>();
    for (DataSpec.PortData data : model.data().ports()) {
      if (data.port().equals(port) && data.place() instanceof DataSpec.Place.Columns place) {
        place.columns().forEach(column -> columns.add(text(column)));
      }
    }
    return columns;
  }

  private static String text(DataSpec.Column column) {
    return switch (column) {
      case DataSpec.Column.Named(String name, Span _) -> name;
      case DataSpec.Column.Numbered(int number, Span _) -> Schema.Field.NUMBER + number;
      case DataSpec.Column.Range(DataSpec.Column from, DataSpec.Column to, Span _) ->
          text(from) + Schema.Field.TO + text(to);
    };
  }

  /// Inputs and outputs in the order of the source; an input that no output depends on has no place.
  private static ProgramSpec inOrder(TypedModel model, ProgramSpec spec) {
    List<Port> inputs = model.inputs().stream().map(input -> input(input, spec)).toList();
    List<Port> outputs = model.outputs().stream().map(output -> output(output, spec)).toList();
    return new ProgramSpec(
        "predict",
        spec.capacity(),
        spec.scratchSize(),
        spec.wideSize(),
        spec.lanesSize(),
        inputs,
        outputs,
        spec.panels());
  }

  private static Port input(TypedModel.Port input, ProgramSpec spec) {
    int size = input.type().shape().elements();
    return spec.inputs().stream()
        .filter(port -> port.name().equals(input.name()))
        .findFirst()
        .orElse(new Port(input.name(), false, Port.NOWHERE, size, true));
  }

  private static Port output(TypedModel.Output output, ProgramSpec spec) {
    Port port = spec.output(OUTPUT + output.name());
    return new Port(output.name(), port.wide(), port.offset(), port.size(), port.batched());
  }

  private static List<Schema.Example> examples(TypedModel model) {
    List<Schema.Example> examples = new ArrayList<>();
    for (TypedModel.VerifyRow row : model.verify()) {
      List<Schema.Value> given =
          row.given().stream()
              .map(
                  each -> new Schema.Value(each.name(), each.label().orElse(""), 0, each.numbers()))
              .toList();
      List<Schema.Value> expected =
          row.expected().stream()
              .map(each ->
                  new Schema.Value(
                      each.name(),
                      each.label().orElse(""),
                      each.within().orElse(0),
                      each.numbers()))
              .toList();
      examples.add(new Schema.Example(row.span().line(), given, expected));
    }
    return examples;
  }
}
