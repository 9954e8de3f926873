package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;

import java.util.Optional;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;
import org.objectweb.asm.Label;

/// The calls of one contraction's [TileMethods]: stripes of columns, and in each stripe tile after tile.
final class TileCalls {
  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileMethods methods;
  private final ColumnStripes stripes;
  private final boolean rowByRow;
  private final int widest;

  /// @param end of the last columns, if these have vectors of their own
  /// @param widest the lanes of the widest vectors there are
  TileCalls(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      Optional<Tiling> end,
      int widest) {
    this.method = method;
    this.code = method.code();
    this.widest = widest;
    this.contraction = contraction;
    this.tiling = tiling;
    this.rowByRow = LaneRow.allows(method.owner(), contraction, tiling, widest);
    this.methods = new TileMethods(method, contraction, tiling, end.isPresent());
    this.stripes = new ColumnStripes(method, contraction, tiling, end, methods, rowByRow);
  }

  private boolean isStored() {
    return tiling.packing() == Staging.Packing.STORED;
  }

  /// All outputs: stripes of tiles, or row by row where the batch has fewer rows than a tile. Fewer rows whose number is known
  /// are one tile.
  void write() {
    if (!rowByRow && !(isStored() && tiling.shape().rows() > 1 && !isRowCountKnown())) {
      columns();
      return;
    }
    method.decide(
        "fewer than %d rows one by one, along the %s",
        tiling.shape().rows(), isStored() ? "panels" : "matrix");
    Label few = new Label();
    Label done = new Label();
    method.count(tiling.row().orElseThrow().extent());
    code.constant(tiling.shape().rows());
    code.jump(IF_ICMPLT, few);
    method.scoped(this::columns);
    code.jump(GOTO, done);
    code.place(few);
    method.scoped(isStored() ? this::fewStored : this::fewRows);
    code.place(done);
  }

  private boolean isRowCountKnown() {
    return tiling.row().orElseThrow().extent() instanceof Extent.Fixed;
  }

  /// Rows one by one, but each for more columns at a time.
  private void fewStored() {
    Tiling one = tiling.forOneRow(contraction, widest);
    TileCalls calls = new TileCalls(method, contraction, one, Optional.empty(), widest);
    calls.bindBlock();
    calls.stripes.inTurns();
  }

  private void fewRows() {
    bindBlock();
    method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
    method.loop(
        tiling.row().orElseThrow(),
        () -> {
          methods.call("row", one -> new LaneRow(one, contraction, tiling, widest).write());
          methods.call("rowEnd", one -> new LaneRow(one, contraction, tiling, widest).finish());
        });
  }

  /// Methods take the block as arguments even where it does not matter.
  private void bindBlock() {
    if (isStored()) {
      method.frame().bind(Tiling.PANEL, Frame.Place.constant(0));
    }
    if (tiling.isBlocked()) {
      method.frame().bind(Tiling.FROM, Frame.Place.constant(0));
      method.frame().bind(Tiling.TO, Frame.Place.constant(0));
    }
    method.frame().bind(Tiling.FIRST, Frame.Place.constant(0));
  }

  /// All columns, each a stripe of whole tiles from the first row to the last.
  private void columns() {
    if (tiling.deferral().isPresent()) {
      rowsAtATime(tiling.deferral().get());
      return;
    }
    bindBlock();
    if (tiling.rowsPacked()) {
      packRows(() -> code.constant(0));
    }
    stripes.write();
  }

  /// Copies the rows, from the one that `first` pushes on.
  private void packRows(Runnable first) {
    method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
    method.scoped(() -> {
      first.run();
      int row = method.keep(ElementType.I32);
      new RowTiles(method, tiling, tiling.shape(), methods::packRows).from(row);
    });
  }

  /// All columns of some rows, and what waited for them; then the next rows.
  private void rowsAtATime(Deferral deferral) {
    Loop row = tiling.row().orElseThrow();
    int from = code.newSlot(0);
    method.count(row.extent());
    method.cut(row.extent(), 1);
    int end = method.keep(ElementType.I32);
    method.pieces(
        Deferral.FROM,
        Deferral.TO,
        from,
        end,
        deferral.rows(),
        () -> {
          if (tiling.rowsPacked()) {
            method.frame().bind(Deferral.FIRST, Frame.Place.constant(0));
            packRows(() -> method.index(Deferral.FROM));
          }
          if (deferral.isPartial()) {
            columnsAtATime(deferral);
          } else {
            columns(deferral);
          }
        });
  }

  /// These rows, some of their columns at a time.
  private void columnsAtATime(Deferral deferral) {
    Loop last = contraction.output().getLast();
    int first = code.newSlot(0);
    method.count(last.extent());
    method.cut(last.extent(), 1);
    int end = method.keep(ElementType.I32);
    method.loop(Deferral.FIRST, first, end, deferral.atOnce(), () -> columns(deferral));
  }

  /// The columns that wait, and then what waited for them.
  private void columns(Deferral deferral) {
    stripes.write();
    methods.atFirstRow();
    method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
    methods.call(
        "finish",
        finish ->
            new TileEpilogue(finish, contraction, tiling, tiling.shape()).finishRows(deferral));
  }
}
