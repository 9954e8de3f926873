package netwright.emit;

import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.IXOR;

import netwright.loop.Buffer;
import netwright.loop.ElementType;

/// Loads of what is needed later, so that a near cache has it by then. There is no instruction for that alone, and HotSpot drops a
/// load whose value nobody uses: so their bits are joined in a register that no vector needs, and end in memory.
///
/// Only for elements of 32 bits.
final class ReadAhead {
  private final MethodEmitter method;
  private final Code code;
  private final int bits;

  ReadAhead(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.bits = code.newSlot(0);
  }

  static boolean allows(MethodEmitter method) {
    return method.elements() == ElementType.F32;
  }

  /// Pops an array and a position in it.
  void load() {
    method.loadElement();
    code.invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
    code.variable(ILOAD, bits);
    code.op(IXOR);
    code.variable(ISTORE, bits);
  }

  /// Leaves the bits in the first element of `memory`, which has no value that is still needed.
  void end(Buffer memory) {
    code.array(memory.space());
    code.constant(memory.offset());
    code.variable(ILOAD, bits);
    code.invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
    code.op(FASTORE);
  }
}
