package netwright.facade;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.CompiledPredictor;
import netwright.runtime.CompiledWidePredictor;
import netwright.runtime.Precision;
import netwright.runtime.Schema;

/// What the sections of a facade are told.
final class Facade {
  private static final String WEIGHT = "sample_weight";

  private final Schema schema;
  private final boolean weighted;
  private final Names names;

  Facade(Schema schema, boolean weighted) {
    this.schema = schema;
    this.weighted = weighted;
    this.names = new Names(schema, base());
  }

  Schema schema() {
    return schema;
  }

  Names names() {
    return names;
  }

  /// The class that it extends.
  Class<?> base() {
    return schema.precision() == Precision.F32
        ? CompiledPredictor.class
        : CompiledWidePredictor.class;
  }

  /// The simple name of the class.
  String className() {
    return schema.network();
  }

  /// The binary name of the class.
  String binaryName() {
    return schema.packageName().isEmpty()
        ? schema.network()
        : schema.packageName() + "." + schema.network();
  }

  /// `float` or `double`.
  String number() {
    return schema.precision() == Precision.F32 ? "float" : "double";
  }

  List<Member> inputs() {
    return members(schema.inputs());
  }

  List<Member> targets() {
    return members(schema.targets());
  }

  List<Member> outputs() {
    return members(schema.outputs());
  }

  /// All that a training step is given of a sample.
  List<Member> trained() {
    List<Schema.Field> fields = new ArrayList<>(schema.inputs());
    fields.addAll(schema.targets());
    if (weighted) {
      fields.add(
          new Schema.Field(
              WEIGHT,
              "How much the sample counts in the loss.",
              0,
              "",
              List.of(),
              List.of(),
              List.of()));
    }
    return members(fields);
  }

  private List<Member> members(List<Schema.Field> fields) {
    List<Member> members = new ArrayList<>();
    for (Schema.Field field : fields) {
      members.add(new Member(field, members.size(), number()));
    }
    return members;
  }
}
