package netwright.facade;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Predictions into memory of the caller, which allocate nothing: arrays, and memory segments.
final class IntoSection implements Section {

  @Override
  public void write(Facade facade, JavaText text) {
    Bodies bodies = new Bodies(facade, text);
    String doc =
        "Computes the outputs for as many samples as the inputs have, one after the other, and allocates nothing.";
    text.blank().doc(doc + docs(facade, bodies) + Errors.INTO);
    new Into(facade, text, false).write();
    String bytes =
        "\n\nIn memory segments: "
            + (facade.number().equals("float") ? "32" : "64")
            + "-bit floats, and 32-bit integers for classes, in the machine's byte order.";
    text.blank().doc(doc + bytes + docs(facade, bodies) + Errors.INTO);
    new Into(facade, text, true).write();
  }

  private static String docs(Facade facade, Bodies bodies) {
    StringBuilder doc = new StringBuilder(bodies.parameterDocs(true));
    for (Member output : facade.outputs()) {
      doc.append("\n@param ").append(output.name()).append(" is filled: ");
      doc.append(Docs.describe(output.field(), true));
    }
    return doc.toString();
  }

  /// One of the two methods.
  private record Into(Facade facade, JavaText text, boolean segments) {

    void write() {
      Names names = facade.names();
      String rows = names.local("rows");
      String from = names.local("from");
      String call = names.local("call");
      String count = names.local("count");
      text.open("public void predictInto(%s)".formatted(parameters()));
      Member first = facade.inputs().getFirst();
      text.line("int %s = rows(0, %s);".formatted(rows, length(first)));
      for (Member input : facade.inputs()) {
        if (input.index() > 0) {
          text.line("checkInput(%d, %s, %s);".formatted(input.index(), length(input), rows));
        }
      }
      for (Member output : facade.outputs()) {
        text.line("checkOutput(%d, %s, %s);".formatted(output.index(), length(output), rows));
      }
      Bodies bodies = new Bodies(facade, text);
      bodies.begin();
      text.open("for (int %s = 0; %s < %s; %s += capacity())".formatted(from, from, rows, from));
      text.line("int %s = piece(%s, %s);".formatted(count, from, rows));
      facade.inputs().forEach(input -> move("give", input, call, from, count));
      text.line("run(%s, %s);".formatted(call, count));
      facade.outputs().forEach(output -> move("take", output, call, from, count));
      text.close();
      bodies.end();
      text.close();
    }

    private void move(String verb, Member member, String call, String from, String count) {
      String method = verb + (segments && member.isClass() ? "Classes" : "");
      text.line(
          "%s(%s, %d, %s, %s, %s);"
              .formatted(method, call, member.index(), member.name(), from, count));
    }

    private String length(Member member) {
      return segments
          ? "length(%s, %d)".formatted(member.name(), member.bytes())
          : member.name() + ".length";
    }

    private String parameters() {
      List<String> parameters = new ArrayList<>();
      for (List<Member> members : List.of(facade.inputs(), facade.outputs())) {
        for (Member member : members) {
          String type = segments ? facade.names().type(MemorySegment.class) : member.array();
          parameters.add(type + " " + member.name());
        }
      }
      return String.join(", ", parameters);
    }
  }
}
