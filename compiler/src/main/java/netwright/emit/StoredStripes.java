package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IMUL;

import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The stripes of columns of a factor that is stored in panels, for a contraction with one loop over the steps of its sums. A
/// stripe is a part of a panel, or some whole panels.
///
/// @param width the columns of a panel
record StoredStripes(Contraction contraction, int width) {

  /// Whether there are panels, and a stripe of so many columns is a part of one, or some whole ones.
  boolean allow(int stripe) {
    return contraction.panels().isPresent() && (width % stripe == 0 || stripe % width == 0);
  }

  private int steps() {
    return ((Extent.Fixed) step().extent()).count();
  }

  private Loop step() {
    return contraction.contracted().getFirst();
  }

  /// Where the present stripe starts in the present step.
  Load load() {
    Load first = contraction.panels().orElseThrow();
    Affine position = first.position().plus(Tiling.PANEL, 1).plus(step().index(), width);
    return new Load(first.buffer(), position);
  }

  /// How far the column `column` of a stripe is behind its first.
  int offset(int column) {
    return column / width * width * steps() + column % width;
  }

  /// Makes [Tiling#PANEL] that of the stripe at the present column `c`: `(c - c mod width) · steps + c mod width`.
  void bind(MethodEmitter method) {
    Index column = contraction.output().getLast().index();
    Code code = method.code();
    method.index(column);
    code.constant(-width);
    code.op(IAND);
    code.constant(steps());
    code.op(IMUL);
    method.index(column);
    code.constant(width - 1);
    code.op(IAND);
    code.op(IADD);
    method.frame().bind(Tiling.PANEL, Frame.Place.variable(method.keep(ElementType.I32)));
  }
}
