package netwright.runtime;

import java.util.ArrayList;
import java.util.List;

/// Schemas of networks that tests write by hand.
final class Schemas {
  private Schemas() {}

  /// A network whose inputs and outputs are numbers.
  static Schema of(Precision precision, ProgramSpec spec, List<Variable> variables, int size) {
    return of(precision, spec, fields(spec.inputs()), variables, size);
  }

  /// A network with these inputs, whose outputs are numbers.
  static Schema of(
      Precision precision,
      ProgramSpec spec,
      List<Schema.Field> inputs,
      List<Variable> variables,
      int size) {
    return new Schema(
        "Scaled",
        "",
        "",
        "1",
        "test",
        "",
        precision,
        List.of(),
        inputs,
        List.of(),
        fields(spec.outputs()),
        variables,
        size,
        spec,
        List.of());
  }

  private static List<Schema.Field> fields(List<Port> ports) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Port port : ports) {
      fields.add(
          new Schema.Field(port.name(), "", 0, "", List.of(), List.of(), List.of(port.size())));
    }
    return fields;
  }
}
