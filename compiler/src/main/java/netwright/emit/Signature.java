package netwright.emit;

import java.util.List;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Local;

/// The arguments of a generated method: memory, rows, seed, step and the limit of rehearsals, then the indices and locals that its body takes
/// from the method it was cut out of.
record Signature(List<Index> indices, List<Local> locals) {
  private static final String COMMON = "[F[D[FIJJI";

  /// The arguments of a kernel.
  static final Signature KERNEL = new Signature(List.of(), List.of());

  Signature {
    indices = List.copyOf(indices);
    locals = List.copyOf(locals);
  }

  /// The method's descriptor in a program whose variables are of type `variables`.
  String descriptor(ElementType variables) {
    StringBuilder text = new StringBuilder("([").append(letter(variables)).append(COMMON);
    text.append("I".repeat(indices.size()));
    locals.forEach(local -> text.append(letter(local.type())));
    return text.append(")V").toString();
  }

  /// The variables at the method's start; their slots are taken in `code`.
  Frame frame(Code code) {
    Frame frame = new Frame();
    for (Index index : indices) {
      frame.bind(index, Frame.Place.variable(code.newSlot(ElementType.I32)));
    }
    for (Local local : locals) {
      frame.bind(local, code.newSlot(local.type()));
    }
    return frame;
  }

  /// What a descriptor says for `type`.
  static String letter(ElementType type) {
    return switch (type) {
      case F32 -> "F";
      case F64 -> "D";
      case I32, MASK -> "I";
    };
  }
}
