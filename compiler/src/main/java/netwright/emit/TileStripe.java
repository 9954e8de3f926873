package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;

import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.LoopStmt.Contraction;
import org.objectweb.asm.Label;

/// The calls for one stripe of columns, or for some side by side: copies first where there are any, then tile after tile, all of
/// it once for each block of the sums.
final class TileStripe {
  /// Elements of a factor that is likely to be in the third cache.
  private static final int LARGEST_IN_CACHE = 1 << 20;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileMethods methods;
  private final boolean enoughRows;

  /// @param enoughRows whether there are at least as many rows as a tile has, where their number is not known
  TileStripe(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      TileMethods methods,
      boolean enoughRows) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.methods = methods;
    this.enoughRows = enoughRows;
  }

  void bindPanel() {
    if (tiling.packing() == Staging.Packing.STORED) {
      new StoredStripes(contraction, tiling.staging().panel()).bind(method);
    }
  }

  /// All rows of a stripe of columns.
  void rows(TileShape shape) {
    bindPanel();
    Index column = contraction.output().getLast().index();
    method.frame().bind(Tiling.FIRST, method.frame().place(column));
    if (tiling.row().isEmpty()) {
      packFor(shape, 1);
      methods.tile(shape.withRows(1));
    } else {
      sideBySide(shape, StripesAtOnce.ONE);
    }
  }

  private void packFor(TileShape shape, int stripes) {
    switch (tiling.packing()) {
      case NONE, STORED -> {}
      case COPIED, TRANSPOSED -> methods.pack(shape, stripes);
    }
  }

  /// All tiles of some stripes of columns. What is copied of a factor that is in the caches is copied by the first tile of a
  /// stripe, which takes hardly longer for it.
  private void stripes(TileShape shape, StripesAtOnce stripes) {
    method.scoped(() -> {
      if (tiling.deferral().isPresent()) {
        copyOnce(shape);
      } else if (copiesInTile() && hasWholeTile(shape)) {
        stripes.each(() -> methods.copyingTile(shape));
        code.constant(shape.rows());
      } else if (copiesInTile()) {
        copyingTileOrPack(shape, stripes);
      } else {
        stripes.together(count -> packFor(shape, count));
        code.constant(0);
      }
      int row = method.keep(ElementType.I32);
      new RowTiles(method, tiling, shape, part -> stripes.each(() -> methods.tile(part))).from(row);
    });
  }

  private boolean copiesInTile() {
    return tiling.packing() == Staging.Packing.COPIED
        && tiling.stripesTogether(contraction) == 1
        && tiling.running().buffer().length() <= LARGEST_IN_CACHE;
  }

  /// Copies what a stripe needs while its first rows are done; pushes the first row after those that are done.
  private void copyOnce(TileShape shape) {
    Label again = new Label();
    Label done = new Label();
    method.index(Deferral.FROM);
    code.jump(IFNE, again);
    methods.copyingTile(shape);
    code.constant(shape.rows());
    code.jump(GOTO, done);
    code.place(again);
    method.index(Deferral.FROM);
    code.place(done);
  }

  /// Whether there are always as many rows as a tile has.
  private boolean hasWholeTile(TileShape shape) {
    return tiling.row().orElseThrow().extent() instanceof Extent.Fixed(int count)
        ? count >= shape.rows()
        : enoughRows;
  }

  /// Pushes the first row after those that are done.
  private void copyingTileOrPack(TileShape shape, StripesAtOnce stripes) {
    Label few = new Label();
    Label done = new Label();
    method.count(tiling.row().orElseThrow().extent());
    code.constant(shape.rows());
    code.jump(IF_ICMPLT, few);
    stripes.each(() -> methods.copyingTile(shape));
    code.constant(shape.rows());
    code.jump(GOTO, done);
    code.place(few);
    stripes.together(count -> packFor(shape, count));
    code.constant(0);
    code.place(done);
  }

  /// All rows of some stripes side by side.
  void sideBySide(TileShape shape, StripesAtOnce stripes) {
    if (tiling.isBlocked()) {
      blocks(shape, stripes);
    } else {
      stripes(shape, stripes);
    }
  }

  /// The same, one block of the sums after the other.
  private void blocks(TileShape shape, StripesAtOnce stripes) {
    stripes.each(() -> methods.stripe("start", shape, TileEpilogue::start));
    method.scoped(() -> {
      int from = code.newSlot(0);
      method.count(contraction.contracted().getFirst().extent());
      method.cut(contraction.contracted().getFirst().extent(), 1);
      int end = method.keep(ElementType.I32);
      method.pieces(
          Tiling.FROM, Tiling.TO, from, end, tiling.block(), () -> stripes(shape, stripes));
    });
    stripes.each(() -> methods.stripe("finish", shape, TileEpilogue::finish));
  }
}
