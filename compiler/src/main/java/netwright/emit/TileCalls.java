package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;
import org.objectweb.asm.Label;

/// The calls of one contraction's tile methods, which are written when first called.
final class TileCalls {
  /// Elements of a factor that is likely to be in the third cache.
  private static final int LARGEST_IN_CACHE = 1 << 20;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final Signature signature;
  private final boolean rowByRow;
  private final Map<String, String> methods = new HashMap<>();
  private final Map<TileShape, Boolean> endApart = new HashMap<>();
  private final int lanes;
  private final int widest;

  /// @param widest the lanes of the widest vectors there are
  TileCalls(MethodEmitter method, Contraction contraction, Tiling tiling, int widest) {
    this.method = method;
    this.code = method.code();
    this.widest = widest;
    this.lanes = tiling.lanes();
    this.contraction = contraction;
    this.tiling = tiling;
    FreeVariables free = FreeVariables.of(List.of(contraction));
    List<Index> indices = new ArrayList<>(free.indices());
    contraction.output().forEach(loop -> indices.add(loop.index()));
    if (tiling.isBlocked()) {
      indices.add(Tiling.FROM);
      indices.add(Tiling.TO);
      indices.add(Tiling.FIRST);
    }
    if (tiling.deferral().isPresent()) {
      indices.add(Deferral.FROM);
      indices.add(Deferral.TO);
    }
    if (isStored()) {
      indices.add(Tiling.PANEL);
    }
    this.signature = new Signature(indices, free.locals());
    this.rowByRow = LaneRow.allows(method.owner(), contraction, tiling, widest);
  }

  private boolean isStored() {
    return tiling.packing() == Staging.Packing.STORED;
  }

  /// All outputs: stripes of tiles, or row by row where there are fewer rows than a tile has.
  void write() {
    if (!rowByRow && !(isStored() && tiling.shape().rows() > 1)) {
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

  /// Rows one by one, but each for more columns at a time.
  private void fewStored() {
    new TileCalls(method, contraction, tiling.forOneRow(contraction, widest), widest).columns();
  }

  private void fewRows() {
    bindBlock();
    method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
    method.loop(
        tiling.row().orElseThrow(),
        () -> {
          call("row", one -> new LaneRow(one, contraction, tiling, widest).write());
          call("rowEnd", one -> new LaneRow(one, contraction, tiling, widest).finish());
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
      method.frame().bind(Tiling.FIRST, Frame.Place.constant(0));
    }
  }

  /// All columns, each a stripe of whole tiles from the first row to the last.
  private void columns() {
    if (tiling.deferral().isPresent()) {
      rowsAtATime(tiling.deferral().get());
      return;
    }
    bindBlock();
    if (tiling.rowsPacked()) {
      method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
      method.scoped(
          () -> new RowTiles(method, tiling, tiling.shape(), this::packRows).from(constant(0)));
    }
    stripes();
  }

  /// All columns of some rows, then what waited for them; then the next rows.
  private void rowsAtATime(Deferral deferral) {
    Loop row = tiling.row().orElseThrow();
    int from = constant(0);
    method.count(row.extent());
    method.cut(row.extent(), 1);
    int end = method.keep(ElementType.I32);
    method.loop(
        Deferral.FROM,
        from,
        end,
        deferral.rows(),
        () -> {
          code.variable(ILOAD, from);
          code.constant(deferral.rows());
          code.op(IADD);
          code.variable(ILOAD, end);
          Calls.math(code, "min", 2, ElementType.I32);
          method.frame().bind(Deferral.TO, Frame.Place.variable(method.keep(ElementType.I32)));
          if (tiling.rowsPacked()) {
            method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
            method.scoped(() ->
                new RowTiles(method, tiling, tiling.shape(), this::packRows).from(firstRow()));
          }
          stripes();
          atFirstRow();
          method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
          call(
              "finish",
              finish ->
                  new TileEpilogue(finish, contraction, tiling, tiling.shape(), lanes)
                      .finishRows());
        });
  }

  /// A variable with the first row.
  private int firstRow() {
    if (tiling.deferral().isEmpty()) {
      return constant(0);
    }
    method.index(Deferral.FROM);
    return method.keep(ElementType.I32);
  }

  private void stripes() {
    Loop last = contraction.output().getLast();
    TileShape shape = tiling.shape();
    if (last.extent() instanceof Extent.Fixed(int count)) {
      int needed = Math.ceilDiv(count, lanes);
      boolean ragged = count % lanes != 0;
      int whole = (ragged ? needed - 1 : needed) / shape.vectors();
      int start = whole * shape.vectors() * lanes;
      int column = constant(0);
      code.constant(start);
      method.cut(last.extent(), 1);
      stripes(last, column, method.keep(ElementType.I32), shape);
      if (count > start) {
        lastStripe(last, count, start, shape.withVectors(needed - whole * shape.vectors(), ragged));
      }
    } else {
      int column = constant(0);
      method.count(last.extent());
      method.cut(last.extent(), 1);
      int end = method.keep(ElementType.I32);
      code.variable(ILOAD, end);
      code.constant(shape.vectors() * lanes - 1);
      code.op(ISUB);
      stripes(last, column, method.keep(ElementType.I32), shape);
      method.loop(last.index(), column, end, lanes, () -> rows(shape.withVectors(1, true)));
    }
  }

  /// The columns from `start` to `count`. Where outputs may be computed twice, no lane is left idle: the stripe starts
  /// earlier, or its last vector does if there is no earlier column.
  private void lastStripe(Loop last, int count, int start, TileShape shape) {
    int vectors = shape.vectors();
    boolean movable = tiling.canFill(count) && tiling.deferral().isEmpty() && !isStored();
    if (!shape.masked() || !movable) {
      method.frame().bind(last.index(), Frame.Place.constant(start));
      rows(shape);
    } else if (count >= vectors * lanes) {
      method.frame().bind(last.index(), Frame.Place.constant(count - vectors * lanes));
      rows(shape.withVectors(vectors, false));
    } else {
      method.frame().bind(last.index(), Frame.Place.constant(start));
      rows(shape.withOverlap(vectors, vectors * lanes - count));
    }
  }

  private void stripes(Loop last, int column, int bound, TileShape shape) {
    if (tiling.stripes() > 1) {
      sideBySide(last, column, bound, shape);
      return;
    }
    method.loop(last.index(), column, bound, shape.vectors() * lanes, () -> rows(shape));
  }

  /// Some stripes of columns at a time.
  private void sideBySide(Loop last, int column, int bound, TileShape shape) {
    int width = shape.vectors() * lanes;
    method.loop(
        Tiling.FIRST,
        column,
        bound,
        tiling.stripes() * width,
        () -> {
          code.variable(ILOAD, column);
          code.constant(tiling.stripes() * width);
          code.op(IADD);
          code.variable(ILOAD, bound);
          Calls.math(code, "min", 2, ElementType.I32);
          int end = method.keep(ElementType.I32);
          blocks(
              shape,
              stripe ->
                  method.scoped(() -> {
                    code.variable(ILOAD, column);
                    int first = method.keep(ElementType.I32);
                    method.loop(
                        last.index(),
                        first,
                        end,
                        width,
                        () -> {
                          bindPanel();
                          stripe.run();
                        });
                  }));
        });
  }

  private void bindPanel() {
    if (isStored()) {
      new StoredStripes(contraction).bind(method);
    }
  }

  /// All rows of a stripe of columns.
  private void rows(TileShape shape) {
    bindPanel();
    if (tiling.isBlocked()) {
      Index column = contraction.output().getLast().index();
      method.frame().bind(Tiling.FIRST, method.frame().place(column));
      blocks(shape, Runnable::run);
      return;
    }
    if (tiling.row().isEmpty()) {
      packFor(shape);
      call(shape.withRows(1));
    } else {
      stripe(shape);
    }
  }

  private void packFor(TileShape shape) {
    switch (tiling.packing()) {
      case NONE, STORED -> {}
      case COPIED, TRANSPOSED -> pack(shape);
    }
  }

  /// All tiles of a stripe of columns. What is copied of a factor that is in the caches is copied by the first tile, which
  /// takes hardly longer for it.
  private void stripe(TileShape shape) {
    stripes(shape, Runnable::run);
  }

  /// The same for the stripes that `each` runs its argument for.
  private void stripes(TileShape shape, Consumer<Runnable> each) {
    method.scoped(() -> {
      if (tiling.deferral().isPresent()) {
        copyOnce(shape);
      } else if (copiesInTile() && hasWholeTile(shape)) {
        each.accept(() -> copyingTile(shape));
        code.constant(shape.rows());
      } else if (copiesInTile()) {
        copyingTileOrPack(shape, each);
      } else {
        each.accept(() -> packFor(shape));
        code.constant(0);
      }
      int row = method.keep(ElementType.I32);
      new RowTiles(method, tiling, shape, part -> each.accept(() -> call(part))).from(row);
    });
  }

  private boolean copiesInTile() {
    return tiling.packing() == Staging.Packing.COPIED
        && tiling.running().buffer().length() <= LARGEST_IN_CACHE;
  }

  /// Copies what a stripe needs while its first rows are done; pushes the first row after those that are done.
  private void copyOnce(TileShape shape) {
    Label again = new Label();
    Label done = new Label();
    method.index(Deferral.FROM);
    code.jump(IFNE, again);
    copyingTile(shape);
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
        : rowByRow;
  }

  /// Pushes the first row after those that are done.
  private void copyingTileOrPack(TileShape shape, Consumer<Runnable> each) {
    Label few = new Label();
    Label done = new Label();
    method.count(tiling.row().orElseThrow().extent());
    code.constant(shape.rows());
    code.jump(IF_ICMPLT, few);
    each.accept(() -> copyingTile(shape));
    code.constant(shape.rows());
    code.jump(GOTO, done);
    code.place(few);
    each.accept(() -> packFor(shape));
    code.constant(0);
    code.place(done);
  }

  private void copyingTile(TileShape shape) {
    atFirstRow();
    call(shape, shape.suffix() + "c", LaneTile::writeCopying);
  }

  /// All rows of the stripes that `each` runs its argument for, one block of the sums after the other.
  private void blocks(TileShape shape, Consumer<Runnable> each) {
    each.accept(() -> stripe("start", shape, TileEpilogue::start));
    method.scoped(() -> {
      int from = constant(0);
      method.count(contraction.contracted().getFirst().extent());
      method.cut(contraction.contracted().getFirst().extent(), 1);
      int end = method.keep(ElementType.I32);
      method.loop(
          Tiling.FROM,
          from,
          end,
          tiling.block(),
          () -> {
            code.variable(ILOAD, from);
            code.constant(tiling.block());
            code.op(IADD);
            code.variable(ILOAD, end);
            Calls.math(code, "min", 2, ElementType.I32);
            int to = method.keep(ElementType.I32);
            method.frame().bind(Tiling.TO, Frame.Place.variable(to));
            stripes(shape, each);
          });
    });
    each.accept(() -> stripe("finish", shape, TileEpilogue::finish));
  }

  private void pack(TileShape shape) {
    atFirstRow();
    call(
        "pack" + shape.stripeSuffix(),
        packing -> new LanePacking(packing, contraction, tiling, shape, lanes).write());
  }

  private void packRows(TileShape shape) {
    call(
        "rows" + shape.rows(),
        packing -> new RowPacking(packing, contraction, tiling, shape, lanes).write());
  }

  private void stripe(String suffix, TileShape shape, Consumer<TileEpilogue> content) {
    atFirstRow();
    call(
        suffix + shape.stripeSuffix(),
        stripe -> content.accept(new TileEpilogue(stripe, contraction, tiling, shape, lanes)));
  }

  private void atFirstRow() {
    tiling.row().ifPresent(row -> method.frame().bind(row.index(), Frame.Place.constant(0)));
  }

  private void call(TileShape shape) {
    call(shape, shape.suffix(), LaneTile::write);
  }

  /// A tile, and where its sums are left what happens to them.
  private void call(TileShape shape, String suffix, Consumer<LaneTile> content) {
    boolean endsApart =
        endApart.computeIfAbsent(
            shape, _ -> new TileEpilogue(method, contraction, tiling, shape, lanes).isApart());
    call(
        suffix,
        tile -> content.accept(new LaneTile(tile, contraction, tiling, shape, lanes, endsApart)));
    if (endsApart) {
      call(
          shape.suffix() + "End",
          end -> new TileEpilogue(end, contraction, tiling, shape, lanes).writeApart());
    }
  }

  private void call(String suffix, Consumer<MethodEmitter> content) {
    String name = methods.computeIfAbsent(suffix, _ -> write(suffix, content));
    method.call(name, signature);
  }

  private String write(String suffix, Consumer<MethodEmitter> content) {
    String name = method.owner().freeName(method.name() + "$" + suffix);
    method.owner().add(name, signature, method.line(), content);
    return name;
  }

  private int constant(int value) {
    code.constant(value);
    return method.keep(ElementType.I32);
  }
}
