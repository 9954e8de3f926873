package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import netwright.loop.ElementType;
import netwright.loop.Space;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/// The instructions of one method as they are written, an upper bound of their size in bytes, and the slots of its
/// variables.
final class Code {
  /// Slots of the arguments that every generated method starts with.
  static final int PERSISTENT = 0,
      SCRATCH = 1,
      WIDE = 2,
      LANES = 3,
      ROWS = 4,
      SEED = 5,
      STEP = 7,
      LIMIT = 9,
      FIRST_FREE = 10;

  private static final int WIDE_INSTRUCTION_ON_VARIABLE = 4;
  private static final int ENTRY_OF_SWITCH = 4;

  private static final MethodVisitor NOWHERE = new MethodVisitor(ASM9) {};

  private MethodVisitor out;
  private int size;
  private int nextSlot = FIRST_FREE;
  private boolean vector;
  private boolean hardwareFma;

  Code(MethodVisitor out) {
    this.out = out;
  }

  /// An upper bound of the bytes written so far.
  int size() {
    return size;
  }

  /// Whether vector code was written.
  boolean isVector() {
    return vector;
  }

  /// Notes that vector code is written.
  void usesVectors() {
    vector = true;
  }

  /// Whether all that runs here is known to have fma in hardware.
  boolean expectsHardwareFma() {
    return hardwareFma;
  }

  /// Notes that the caller has made sure of fma in hardware.
  void expectHardwareFma() {
    hardwareFma = true;
  }

  /// Counts what was written last as so many `bytes` more, because compiling it takes as much.
  void weigh(int bytes) {
    size += bytes;
  }

  /// The bytes that `content` would write here; it writes nothing.
  int measure(Runnable content) {
    MethodVisitor real = out;
    int before = size;
    int slots = nextSlot;
    boolean vectorBefore = vector;
    out = NOWHERE;
    content.run();
    int measured = size - before;
    out = real;
    size = before;
    nextSlot = slots;
    vector = vectorBefore;
    return measured;
  }

  /// Whether nothing is written, only measured.
  boolean isMeasured() {
    return out == NOWHERE;
  }

  /// A variable for a value of `type`.
  int newSlot(ElementType type) {
    return newSlots(type == ElementType.F64 ? 2 : 1);
  }

  /// A variable that holds `value`.
  int newSlot(int value) {
    int slot = newSlot(ElementType.I32);
    constant(value);
    store(ElementType.I32, slot);
    return slot;
  }

  int newSlots(int words) {
    int slot = nextSlot;
    nextSlot += words;
    return slot;
  }

  /// The first slot that is not taken; see [#release].
  int mark() {
    return nextSlot;
  }

  /// Gives back all slots taken since [#mark] returned `mark`.
  void release(int mark) {
    nextSlot = mark;
  }

  void op(int opcode) {
    out.visitInsn(opcode);
    size++;
  }

  void constant(int value) {
    if (value >= -1 && value <= 5) {
      op(ICONST_0 + value);
    } else if (value == (byte) value) {
      out.visitIntInsn(BIPUSH, value);
      size += 2;
    } else if (value == (short) value) {
      out.visitIntInsn(SIPUSH, value);
      size += 3;
    } else {
      loadConstant(value);
    }
  }

  void constant(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (bits == 0 || value == 1 || value == 2) {
      op(FCONST_0 + (int) value);
    } else {
      loadConstant(value);
    }
  }

  void constant(double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == 0 || value == 1) {
      op(DCONST_0 + (int) value);
    } else {
      loadConstant(value);
    }
  }

  private void loadConstant(Object value) {
    out.visitLdcInsn(value);
    size += 3;
  }

  void load(ElementType type, int slot) {
    variable(
        switch (type) {
          case F32 -> FLOAD;
          case F64 -> DLOAD;
          case I32, MASK -> ILOAD;
        },
        slot);
  }

  void store(ElementType type, int slot) {
    variable(
        switch (type) {
          case F32 -> FSTORE;
          case F64 -> DSTORE;
          case I32, MASK -> ISTORE;
        },
        slot);
  }

  /// Pops an array of elements of `type` and a position, pushes the element.
  void loadElement(ElementType type) {
    op(type == ElementType.F32 ? FALOAD : DALOAD);
  }

  /// Pops an array of elements of `type`, a position and the element for it.
  void storeElement(ElementType type) {
    op(type == ElementType.F32 ? FASTORE : DASTORE);
  }

  /// Pops two floats or doubles, pushes their sum.
  void add(ElementType type) {
    op(type == ElementType.F32 ? FADD : DADD);
  }

  /// An instruction on a variable.
  void variable(int opcode, int slot) {
    out.visitVarInsn(opcode, slot);
    size += slot < 4 ? 1 : slot < 256 ? 2 : WIDE_INSTRUCTION_ON_VARIABLE;
  }

  void increment(int slot, int by) {
    if (by == (byte) by && slot < 256) {
      out.visitIincInsn(slot, by);
      size += 3;
    } else {
      variable(ILOAD, slot);
      constant(by);
      op(IADD);
      variable(ISTORE, slot);
    }
  }

  /// Pushes the array behind `space`.
  void array(Space space) {
    variable(
        ALOAD,
        switch (space) {
          case PERSISTENT, WIDE_PERSISTENT -> PERSISTENT;
          case SCRATCH -> SCRATCH;
          case WIDE -> WIDE;
          case LANES -> LANES;
        });
  }

  void invokeStatic(String owner, String name, String descriptor) {
    out.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
    size += 3;
  }

  void invokeVirtual(String owner, String name, String descriptor) {
    out.visitMethodInsn(INVOKEVIRTUAL, owner, name, descriptor, false);
    size += 3;
  }

  void invokeInterface(String owner, String name, String descriptor) {
    out.visitMethodInsn(INVOKEINTERFACE, owner, name, descriptor, true);
    size += 5;
  }

  void invokeSpecial(String owner, String name, String descriptor) {
    out.visitMethodInsn(INVOKESPECIAL, owner, name, descriptor, false);
    size += 3;
  }

  void getStatic(String owner, String name, String descriptor) {
    out.visitFieldInsn(GETSTATIC, owner, name, descriptor);
    size += 3;
  }

  void putStatic(String owner, String name, String descriptor) {
    out.visitFieldInsn(PUTSTATIC, owner, name, descriptor);
    size += 3;
  }

  void getField(String owner, String name, String descriptor) {
    out.visitFieldInsn(GETFIELD, owner, name, descriptor);
    size += 3;
  }

  /// `new` or `checkcast` of a class.
  void type(int opcode, String name) {
    out.visitTypeInsn(opcode, name);
    size += 3;
  }

  void text(String value) {
    loadConstant(value);
  }

  void jump(int opcode, Label target) {
    out.visitJumpInsn(opcode, target);
    size += 3;
  }

  /// Pops a number and jumps to the label of that number, from 0; to `other` if there is none.
  void jump(Label other, Label... targets) {
    out.visitTableSwitchInsn(0, targets.length - 1, other, targets);
    size += 16 + ENTRY_OF_SWITCH * targets.length;
  }

  void place(Label label) {
    out.visitLabel(label);
  }

  /// Says that what follows belongs to `line` of the source.
  void line(int line) {
    Label here = new Label();
    out.visitLabel(here);
    out.visitLineNumber(line, here);
  }
}
