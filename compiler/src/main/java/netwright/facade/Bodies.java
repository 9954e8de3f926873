package netwright.facade;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Call;

/// Statements that several methods of a predictor consist of.
final class Bodies {
  private final Facade facade;
  private final JavaText text;
  private final String call;

  Bodies(Facade facade, JavaText text) {
    this.facade = facade;
    this.text = text;
    this.call = facade.names().local("call");
  }

  /// The parameters of a method for one sample: an array for each input, the last of which may be given as single elements.
  String oneSample() {
    List<String> parameters = new ArrayList<>();
    for (Member input : facade.inputs()) {
      boolean last = input.index() == facade.inputs().size() - 1;
      parameters.add((last ? input.element() + "..." : input.array()) + " " + input.name());
    }
    return String.join(", ", parameters);
  }

  /// The parameters of a method for several samples.
  String samples() {
    List<String> parameters = new ArrayList<>();
    facade.inputs().forEach(input -> parameters.add(input.array() + " " + input.name()));
    return String.join(", ", parameters);
  }

  /// The inputs, to be handed on.
  String arguments() {
    return String.join(", ", facade.inputs().stream().map(Member::name).toList());
  }

  /// What is said of the inputs and of what is wrong with them.
  String parameterDocs(boolean several) {
    StringBuilder doc = new StringBuilder("\n");
    for (Member input : facade.inputs()) {
      String described = Docs.describe(input.field(), several);
      doc.append("\n@param ").append(input.name()).append(' ').append(described);
    }
    return doc.toString();
  }

  /// Refuses inputs that are not one sample.
  void checkOneSample() {
    for (Member input : facade.inputs()) {
      text.line("checkInput(%d, %s.length, 1);".formatted(input.index(), input.name()));
    }
  }

  /// Begins a call, which is over at [#end], even if what is between is left by an exception.
  void begin() {
    text.line("%s %s = begin();".formatted(facade.names().type(Call.class), call));
    text.open("try");
  }

  /// Begins a call and computes the outputs of one sample; then they can be taken from it.
  void computeOneSample() {
    begin();
    for (Member input : facade.inputs()) {
      text.line("give(%s, %d, %s, 0, 1);".formatted(call, input.index(), input.name()));
    }
    text.line("run(%s, 1);".formatted(call));
  }

  /// Declares a variable of the name of `output` that holds what was computed for one sample.
  void takeOneSample(Member output) {
    String name = output.name();
    if (output.isSingle()) {
      text.line(
          "%s %s = (%s) value(%s, %d, 0);"
              .formatted(output.element(), name, output.element(), call, output.index()));
    } else {
      declare(output, "1");
      text.line("take(%s, %d, %s, 0, 1);".formatted(call, output.index(), name));
    }
  }

  /// Returns the name of the class that was computed for one sample.
  void returnLabel(Member output) {
    text.line("return label(%s, %d);".formatted(call, output.index()));
  }

  /// Declares an array of the name of `output` for so many samples.
  void declare(Member output, String rows) {
    text.line(
        "%s %s = new %s[length(%d, %s)];"
            .formatted(output.array(), output.name(), output.element(), output.index(), rows));
  }

  void end() {
    text.then("finally");
    text.line("end(%s);".formatted(call));
    text.close();
  }
}
