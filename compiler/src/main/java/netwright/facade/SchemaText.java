package netwright.facade;

import java.util.List;
import netwright.runtime.Schema;

/// A schema as the text that [Schema#read] reads.
public final class SchemaText {
  private SchemaText() {}

  /// The text of `schema`.
  public static String of(Schema schema) {
    ResourceWriter text = new ResourceWriter();
    text.line("schema").plain(Schema.FORMAT);
    text.line("network")
        .word(schema.network())
        .word(schema.packageName())
        .word(schema.languageVersion())
        .word(schema.compilerVersion())
        .word(schema.sourceHash())
        .plain(schema.precision().name())
        .plain(schema.persistentSize())
        .word(schema.doc());
    text.line("program").spec(schema.program());
    for (Schema.Hyper hyper : schema.hypers()) {
      text.line("hyper").word(hyper.name()).word(hyper.value()).word(hyper.doc());
    }
    fields(text, "input", schema.inputs());
    fields(text, "target", schema.targets());
    fields(text, "output", schema.outputs());
    schema.variables().forEach(variable -> text.line("variable").variable(variable));
    for (Schema.Example example : schema.examples()) {
      text.line("example").plain(example.line());
      values(text, example.given());
      values(text, example.expected());
    }
    return text.toString();
  }

  private static void fields(ResourceWriter text, String kind, List<Schema.Field> fields) {
    for (Schema.Field field : fields) {
      text.line(kind).word(field.name()).word(field.doc()).plain(field.classes());
      text.word(field.labelsOf()).words(field.labels()).words(field.columns()).rest(field.shape());
    }
  }

  private static void values(ResourceWriter text, List<Schema.Value> values) {
    text.plain(values.size());
    for (Schema.Value value : values) {
      text.word(value.name()).word(value.label()).plain(value.within());
      text.plain(value.numbers().size());
      value.numbers().forEach(text::plain);
    }
  }
}
