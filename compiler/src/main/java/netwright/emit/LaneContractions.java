package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.Order;
import org.objectweb.asm.Label;

/// Contractions with vectors. A sequential sum whose outputs are neighbours in memory becomes register tiles: a method
/// for each shape of tile, called for one tile after the other. A sum in sixteen lanes goes along its elements where
/// these are neighbours, else along its outputs.
final class LaneContractions {
  private static final int NARROWEST = 4;
  private static final int NARROWEST_OF_LONG_SUMS = 2;
  private static final int LONG_SUM = 16;

  private final MethodEmitter method;
  private final Code code;
  private final int lanes;

  LaneContractions(MethodEmitter method, int lanes) {
    this.method = method;
    this.code = method.code();
    this.lanes = lanes;
  }

  /// Writes `contraction` with vectors; false, and nothing is written, if it stays scalar.
  boolean emit(Contraction contraction) {
    if (contraction.accumulator().type() != method.elements()) {
      method.decide("one sum at a time: its type is not that of the vectors");
      return false;
    }
    if (contraction.order() == Order.SIXTEEN_LANES) {
      return alongElements(contraction) || alongOutputs(contraction);
    }
    return inTiles(contraction);
  }

  private boolean alongElements(Contraction contraction) {
    List<Loop> contracted = contraction.contracted();
    if (!HorizontalLanes.allows(contracted)) {
      return false;
    }
    LaneScope scope = new LaneScope(contracted.getLast().index(), method.elements());
    boolean leftShared = scope.isShared(contraction.left());
    if (!scope.allows(contraction.left())
        || !scope.allows(contraction.right())
        || (leftShared && scope.isShared(contraction.right()))) {
      return false;
    }
    Load first = leftShared ? contraction.right() : contraction.left();
    Load second = leftShared ? contraction.left() : contraction.right();
    VectorCode vectors = VectorCode.of(method, lanes);
    method.decide("sums in sixteen lanes, along their elements, which are neighbours");
    method.loops(
        contraction.output(),
        () -> {
          new HorizontalLanes(method, lanes, contraction.lanes())
              .accumulate(
                  contracted,
                  scope,
                  0,
                  (expressions, accumulator) -> {
                    expressions.push(first);
                    expressions.push(second);
                    vectors.push(accumulator);
                    vectors.fma();
                  });
          ScalarAccumulators accumulators =
              new ScalarAccumulators(method, method.elements(), contraction.lanes());
          new SixteenLanes(method, accumulators).treeInMemory();
          method.define(contraction.accumulator());
          new Statements(method).block(contraction.epilogue());
        });
    return true;
  }

  /// As a parallel loop over the last output around what is left.
  private boolean alongOutputs(Contraction contraction) {
    List<Loop> output = contraction.output();
    if (output.isEmpty()) {
      method.decide("one sum at a time: its elements are no neighbours, or too few");
      return false;
    }
    Contraction inner =
        new Contraction(
            List.of(),
            contraction.contracted(),
            contraction.left(),
            contraction.right(),
            contraction.initial(),
            contraction.order(),
            contraction.accumulator(),
            contraction.epilogue(),
            contraction.lanes());
    For last = new For(output.getLast(), true, List.of(inner));
    if (!LaneLoops.allows(last, method.elements())) {
      method.decide("one sum at a time: neither elements nor outputs are neighbours, or too few");
      return false;
    }
    method.decide("sums in sixteen lanes, neighbours among the outputs side by side");
    method.loops(
        output.subList(0, output.size() - 1), () -> new Statements(method).statement(last));
    return true;
  }

  private boolean inTiles(Contraction contraction) {
    if (contraction.lanes().length() < TileShape.MEMORY
        || contraction.output().isEmpty()
        || isNarrow(contraction)) {
      method.decide("one sum at a time: few columns, or none");
      return false;
    }
    Optional<TileChoice> choice = TileChoice.best(contraction, lanes, this::width);
    if (choice.isEmpty()) {
      method.decide("one sum at a time: no factor can be read along the columns");
    }
    choice.ifPresent(found -> {
      explain(contraction, found);
      Tiles tiles = new Tiles(found.contraction(), found.tiling());
      method.loops(found.tiling().others(), () -> method.scoped(tiles::write));
    });
    return choice.isPresent();
  }

  /// Whether there are so few columns that they are done faster one by one.
  private boolean isNarrow(Contraction contraction) {
    boolean longSum =
        contraction.contracted().stream()
            .mapToInt(this::width)
            .anyMatch(count -> count >= LONG_SUM);
    int least = longSum ? NARROWEST_OF_LONG_SUMS : NARROWEST;
    return width(contraction.output().getLast()) < least;
  }

  private void explain(Contraction contraction, TileChoice choice) {
    if (!method.explains()) {
      return;
    }
    if (choice.contraction() != contraction) {
      method.decide(
          "rows in lanes: %d columns would fill too few", width(contraction.output().getLast()));
    }
    int columns = width(choice.contraction().output().getLast());
    new TilingReason(choice, lanes, columns).lines().forEach(method::decide);
  }

  /// The number of iterations, or the most there can be.
  private int width(Loop loop) {
    return switch (loop.extent()) {
      case Extent.Fixed(int count) -> count;
      case Extent.PerRow(int times) -> times * method.owner().program().capacity();
    };
  }

  /// The calls of one contraction's tile methods, which are written when first called.
  private final class Tiles {
    private final Contraction contraction;
    private final Tiling tiling;
    private final Signature signature;
    private final boolean rowByRow;
    private final Map<String, String> methods = new HashMap<>();
    private final int lanes;

    Tiles(Contraction contraction, Tiling tiling) {
      this.lanes = tiling.lanes();
      this.contraction = contraction;
      this.tiling = tiling;
      FreeVariables free = FreeVariables.of(List.of(contraction));
      List<Index> indices = new ArrayList<>(free.indices());
      contraction.output().forEach(loop -> indices.add(loop.index()));
      if (tiling.isBlocked()) {
        indices.add(Tiling.FROM);
        indices.add(Tiling.TO);
      }
      this.signature = new Signature(indices, free.locals());
      this.rowByRow =
          LaneRow.allows(method.owner(), contraction, tiling, LaneContractions.this.lanes);
    }

    /// All outputs: stripes of tiles, or row by row where there are fewer rows than a tile has.
    void write() {
      if (!rowByRow) {
        columns();
        return;
      }
      method.decide("fewer than %d rows one by one, along the matrix", tiling.shape().rows());
      Label few = new Label();
      Label done = new Label();
      method.count(tiling.row().orElseThrow().extent());
      code.constant(tiling.shape().rows());
      code.jump(IF_ICMPLT, few);
      method.scoped(this::columns);
      code.jump(GOTO, done);
      code.place(few);
      method.scoped(this::fewRows);
      code.place(done);
    }

    private void fewRows() {
      bindBlock();
      method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
      method.loop(
          tiling.row().orElseThrow(),
          () -> {
            call(
                "row",
                one -> new LaneRow(one, contraction, tiling, LaneContractions.this.lanes).write());
            call(
                "rowEnd",
                one -> new LaneRow(one, contraction, tiling, LaneContractions.this.lanes).finish());
          });
    }

    /// Methods take the block as arguments even where it does not matter.
    private void bindBlock() {
      if (tiling.isBlocked()) {
        method.frame().bind(Tiling.FROM, Frame.Place.constant(0));
        method.frame().bind(Tiling.TO, Frame.Place.constant(0));
      }
    }

    /// All columns, each a stripe of whole tiles from the first row to the last.
    private void columns() {
      bindBlock();
      Loop last = contraction.output().getLast();
      if (tiling.rowsPacked()) {
        method.frame().bind(last.index(), Frame.Place.constant(0));
        rowTiles(tiling.shape(), this::packRows);
      }
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
          lastStripe(
              last, count, start, shape.withVectors(needed - whole * shape.vectors(), ragged));
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
      if (!shape.masked() || !tiling.canFill(count)) {
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
      method.loop(last.index(), column, bound, shape.vectors() * lanes, () -> rows(shape));
    }

    /// All rows of a stripe of columns.
    private void rows(TileShape shape) {
      if (tiling.isBlocked()) {
        blocks(shape);
        return;
      }
      if (tiling.packing() != Tiling.Packing.NONE) {
        pack(shape);
      }
      if (tiling.row().isEmpty()) {
        call(shape.withRows(1));
      } else {
        rowTiles(shape, this::call);
      }
    }

    /// All rows, one block of the sums after the other.
    private void blocks(TileShape shape) {
      stripe("start", shape, TileEpilogue::start);
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
              if (tiling.packing() != Tiling.Packing.NONE) {
                pack(shape);
              }
              rowTiles(shape, this::call);
            });
      });
      stripe("finish", shape, TileEpilogue::finish);
    }

    /// Calls `tile` for whole tiles of rows and what is left.
    private void rowTiles(TileShape shape, Consumer<TileShape> tile) {
      Loop row = tiling.row().orElseThrow();
      method.scoped(() -> {
        if (row.extent() instanceof Extent.Fixed(int count)) {
          int whole = count / shape.rows() * shape.rows();
          int index = constant(0);
          code.constant(whole);
          method.cut(row.extent(), 1);
          int bound = method.keep(ElementType.I32);
          method.loop(row.index(), index, bound, shape.rows(), () -> tile.accept(shape));
          if (count > whole) {
            method.frame().bind(row.index(), Frame.Place.constant(whole));
            tile.accept(shape.withRows(count - whole));
          }
        } else {
          int index = constant(0);
          method.count(row.extent());
          method.cut(row.extent(), 1);
          int end = method.keep(ElementType.I32);
          code.variable(ILOAD, end);
          code.constant(shape.rows() - 1);
          code.op(ISUB);
          method.loop(
              row.index(),
              index,
              method.keep(ElementType.I32),
              shape.rows(),
              () -> tile.accept(shape));
          restOfRows(row, index, end, shape, tile);
        }
      });
    }

    /// The rows from `index` on, fewer than a tile has: side by side if they are as many as a whole batch leaves, else one
    /// by one.
    private void restOfRows(
        Loop row, int index, int end, TileShape shape, Consumer<TileShape> tile) {
      int usual = width(row) % shape.rows();
      Label other = new Label();
      Label done = new Label();
      if (usual > 1) {
        code.variable(ILOAD, end);
        code.variable(ILOAD, index);
        code.op(ISUB);
        code.constant(usual);
        code.jump(IF_ICMPNE, other);
        method.frame().bind(row.index(), Frame.Place.variable(index));
        tile.accept(shape.withRows(usual));
        code.jump(GOTO, done);
      }
      code.place(other);
      method.loop(row.index(), index, end, 1, () -> tile.accept(shape.withRows(1)));
      code.place(done);
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
      call(shape.suffix(), tile -> new LaneTile(tile, contraction, tiling, shape, lanes).write());
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
}
