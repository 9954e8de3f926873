package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import netwright.loop.Index;
import org.objectweb.asm.Label;

/// A loop in whole vectors only: if some iterations are left over, the last vector starts earlier, and does some again.
final class WholeVectors {
  private WholeVectors() {}

  /// @param from the variable that counts, at the first iteration
  /// @param bound the variable that holds `end` - `lanes` + 1
  /// @param end the variable that holds where iterations end, at least `lanes` behind the first
  static void loop(
      MethodEmitter method, Index index, int from, int bound, int end, int lanes, Runnable body) {
    Code code = method.code();
    Label again = new Label();
    Label done = new Label();
    code.place(again);
    method.loop(index, from, bound, lanes, body);
    code.variable(ILOAD, from);
    code.variable(ILOAD, end);
    code.jump(IF_ICMPGE, done);
    code.variable(ILOAD, end);
    code.constant(lanes);
    code.op(ISUB);
    code.variable(ISTORE, from);
    code.jump(GOTO, again);
    code.place(done);
  }
}
