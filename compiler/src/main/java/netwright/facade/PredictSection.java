package netwright.facade;

import java.util.List;
import java.util.function.Function;

/// All outputs, of one sample and of several: an array if there is one output, else a record.
final class PredictSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    Bodies bodies = new Bodies(facade, text);
    if (facade.outputs().size() == 1) {
      Member output = facade.outputs().getFirst();
      single(output, bodies, text);
      singleForAll(facade, output, bodies, text);
    } else {
      several(facade, bodies, text);
      severalForAll(facade, bodies, text);
    }
  }

  private static void single(Member output, Bodies bodies, JavaText text) {
    text.blank()
        .doc(
            "The output for one sample."
                + bodies.parameterDocs(false)
                + "\n@return "
                + Docs.describe(output.field(), false)
                + Errors.ONE_SAMPLE);
    text.open("public %s predict(%s)".formatted(output.array(), bodies.oneSample()));
    bodies.checkOneSample();
    bodies.declare(output, "1");
    text.line("predictInto(%s, %s);".formatted(bodies.arguments(), output.name()));
    text.line("return " + output.name() + ";");
    text.close();
  }

  private static void singleForAll(Facade facade, Member output, Bodies bodies, JavaText text) {
    text.blank()
        .doc(
            docForAll(bodies)
                + "\n@return "
                + Docs.describe(output.field(), true)
                + Errors.SAMPLES);
    text.open("public %s predictAll(%s)".formatted(output.array(), bodies.samples()));
    bodies.declare(output, rows(facade));
    text.line("predictInto(%s, %s);".formatted(bodies.arguments(), output.name()));
    text.line("return " + output.name() + ";");
    text.close();
  }

  private static void several(Facade facade, Bodies bodies, JavaText text) {
    String type = facade.names().nested("Prediction");
    record(facade, text, false, type, Member::sample);
    text.blank()
        .doc("The outputs for one sample." + bodies.parameterDocs(false) + Errors.ONE_SAMPLE);
    text.open("public %s predict(%s)".formatted(type, bodies.oneSample()));
    bodies.checkOneSample();
    bodies.computeOneSample();
    facade.outputs().forEach(bodies::takeOneSample);
    text.line("return new %s(%s);".formatted(type, names(facade)));
    bodies.end();
    text.close();
  }

  private static void severalForAll(Facade facade, Bodies bodies, JavaText text) {
    String type = facade.names().nested("Predictions");
    record(facade, text, true, type, Member::array);
    text.blank().doc(docForAll(bodies) + Errors.SAMPLES);
    text.open("public %s predictAll(%s)".formatted(type, bodies.samples()));
    String rows = facade.names().local("rows");
    text.line("int %s = %s;".formatted(rows, rows(facade)));
    facade.outputs().forEach(output -> bodies.declare(output, rows));
    text.line("predictInto(%s, %s);".formatted(bodies.arguments(), names(facade)));
    text.line("return new %s(%s);".formatted(type, names(facade)));
    text.close();
  }

  private static String docForAll(Bodies bodies) {
    return "The outputs for any number of samples, one after the other."
        + bodies.parameterDocs(true);
  }

  /// How many samples the first input has.
  private static String rows(Facade facade) {
    return "rows(0, " + facade.inputs().getFirst().name() + ".length)";
  }

  private static String names(Facade facade) {
    return String.join(", ", facade.outputs().stream().map(Member::name).toList());
  }

  private static void record(
      Facade facade, JavaText text, boolean several, String name, Function<Member, String> type) {
    String doc =
        several
            ? "The outputs for several samples, one after the other."
            : "The outputs for one sample.";
    StringBuilder lines = new StringBuilder(doc).append('\n');
    for (Member output : facade.outputs()) {
      lines.append("\n@param ").append(output.name()).append(' ');
      lines.append(Docs.describe(output.field(), several));
    }
    List<String> components =
        facade.outputs().stream().map(output -> type.apply(output) + " " + output.name()).toList();
    text.blank().doc(lines.toString());
    text.line("public record %s(%s) {}".formatted(name, String.join(", ", components)));
  }
}
