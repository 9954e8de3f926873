package netwright.facade;

/// A method for each output that says it for one sample, and the name of its class if classes have names.
final class OutputSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    Bodies bodies = new Bodies(facade, text);
    for (Member output : facade.outputs()) {
      if (facade.names().claimMethod(output.name())) {
        value(output, bodies, text);
        if (hasLabels(output) && facade.names().claimMethod(output.name() + "Label")) {
          label(facade, output, bodies, text);
        }
      }
    }
  }

  private static boolean hasLabels(Member output) {
    boolean named = !output.field().labels().isEmpty() || !output.field().labelsOf().isEmpty();
    return output.isClass() && output.isSingle() && named;
  }

  private static void value(Member output, Bodies bodies, JavaText text) {
    String said = Docs.of(output.field().doc());
    text.blank()
        .doc(
            (said.isEmpty() ? "The output `" + output.name() + "`" : said)
                + (said.isEmpty() ? " for one sample." : "\n\nFor one sample.")
                + bodies.parameterDocs(false)
                + "\n@return "
                + Docs.describe(output.field(), false)
                + Errors.ONE_SAMPLE);
    text.open("public %s %s(%s)".formatted(output.sample(), output.name(), bodies.oneSample()));
    bodies.checkOneSample();
    bodies.computeOneSample();
    bodies.takeOneSample(output);
    text.line("return " + output.name() + ";");
    bodies.end();
    text.close();
  }

  private static void label(Facade facade, Member output, Bodies bodies, JavaText text) {
    String name = output.name();
    text.blank()
        .doc(
            "The name of the class that `"
                + name
                + "` is for one sample; its number if the weights know no names."
                + bodies.parameterDocs(false)
                + Errors.ONE_SAMPLE);
    String type = facade.names().type(String.class);
    text.open("public %s %sLabel(%s)".formatted(type, name, bodies.oneSample()));
    bodies.checkOneSample();
    bodies.computeOneSample();
    bodies.returnLabel(output);
    bodies.end();
    text.close();
  }
}
