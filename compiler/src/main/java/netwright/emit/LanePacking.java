package netwright.emit;

import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;

import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The method that copies what one stripe of columns needs of a contraction's running factor: for each step of the sums,
/// the neighbours that a tile loads as vectors.
final class LanePacking {
  private static final int COLUMNS_AT_ONCE = 4;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final int lanes;
  private final Index column;
  private final Load packed;

  LanePacking(
      MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape, int lanes) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.lanes = lanes;
    this.column = contraction.output().getLast().index();
    this.packed = Tiling.packed(contraction, shape.vectors() * lanes);
  }

  void write() {
    if (tiling.packing() == Tiling.Packing.COPIED) {
      copy();
    } else {
      transpose();
    }
    code.op(RETURN);
  }

  private void copy() {
    VectorCode vectors = new VectorCode(code, lanes);
    LaneScope scope = new LaneScope(column);
    int mask = shape.masked() ? lastMask(vectors) : LaneExpressions.ALL_LANES;
    method.loops(
        contraction.contracted(),
        () -> {
          for (int vector = 0; vector < shape.vectors(); vector++) {
            LaneExpressions expressions =
                new LaneExpressions(method, vectors, scope, shape.maskOf(vector, mask));
            tiling.at(method, column, 0, vector * lanes, () -> expressions.push(tiling.running()));
            method.element(
                packed.buffer().space(),
                packed.buffer().offset() + vector * lanes,
                packed.position());
            vectors.store();
          }
        });
  }

  private int lastMask(VectorCode vectors) {
    vectors.floatSpecies();
    method.index(column);
    code.constant((shape.vectors() - 1) * lanes);
    code.op(IADD);
    method.count(contraction.output().getLast().extent());
    vectors.maskBelow();
    return vectors.keep();
  }

  /// Some columns at a time, so that as many streams are read and neighbours written.
  private void transpose() {
    method.index(column);
    int index = method.keep(ElementType.I32);
    code.constant(packed.buffer().offset());
    int target = method.keep(ElementType.I32);
    if (shape.masked()) {
      method.count(contraction.output().getLast().extent());
    } else {
      code.variable(ILOAD, index);
      code.constant(shape.vectors() * lanes);
      code.op(IADD);
    }
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(COLUMNS_AT_ONCE - 1);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    columns(index, bound, target, COLUMNS_AT_ONCE);
    columns(index, end, target, 1);
  }

  private void columns(int index, int end, int target, int count) {
    method.loop(
        column,
        index,
        end,
        count,
        () -> {
          method.loops(contraction.contracted(), () -> elements(target, count));
          code.increment(target, count);
        });
  }

  private void elements(int target, int count) {
    Load running = tiling.running();
    for (int number = 0; number < count; number++) {
      code.array(packed.buffer().space());
      method.position(number, packed.position());
      code.variable(ILOAD, target);
      code.op(IADD);
      Frame.Place place = method.frame().place(column);
      method.frame().bind(column, place.plus(number));
      method.element(running.buffer().space(), running.buffer().offset(), running.position());
      method.frame().bind(column, place);
      code.op(FALOAD);
      code.op(FASTORE);
    }
  }
}
