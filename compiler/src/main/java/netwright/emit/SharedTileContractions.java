package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Order;
import netwright.shared.SharedContraction;

/// Contractions around the vector code that all share, `netwright.shared.SharedContraction`. It leaves the sums where
/// they are to be stored if nothing else is done with them; else in memory, and a method in plain code goes over each
/// row of them. That method is all that has to be compiled for a contraction.
final class SharedTileContractions {
  private static final String OWNER = "netwright/shared/SharedContraction";
  private static final String GATE = "netwright/shared/SharedGate";
  private static final String DESCRIPTOR = "(I[FIII[FIII[FII[FII[FIIIII)V";

  /// Longer sums are taken in blocks, whose part of a stripe stays in the second cache beside all else.
  private static final int LONGEST_BLOCK = 512;

  /// The first column of those whose sums are in memory, and the one after their last.
  private static final Index FROM = new Index("$from");

  private static final Index TO = new Index("$to");

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Lanes.Shared tile;
  private final Buffer memory;
  private final Index column;

  SharedTileContractions(MethodEmitter method, Contraction contraction, Lanes.Shared tile) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tile = tile;
    this.memory = contraction.lanes();
    this.column = contraction.output().isEmpty() ? null : contraction.output().getLast().index();
  }

  /// The contraction as a product of matrices, for each iteration of `others`.
  ///
  /// @param running the factor that differs from column to column, and not from row to row
  /// @param other the factor that differs from row to row
  private record Product(Load running, Load other, Loop row, List<Loop> others) {}

  /// Writes the contraction; false, and nothing is written, if it is not worth while or has another form.
  boolean emit() {
    if (contraction.accumulator().type() != ElementType.F32
        || contraction.order() != Order.SEQUENTIAL
        || contraction.contracted().size() != 1
        || contraction.output().size() < 2
        || products() < tile.least()) {
      return false;
    }
    Optional<Product> product =
        product(contraction.left(), contraction.right())
            .or(() -> product(contraction.right(), contraction.left()))
            .filter(found -> startsAlikeInAll(found.row()) && columnsAtOnce(found) > 0);
    product.ifPresent(
        found -> method.loops(found.others(), () -> method.scoped(() -> columns(found))));
    return product.isPresent();
  }

  private long products() {
    long steps = method.most(step());
    return contraction.output().stream().mapToLong(method::most).reduce(steps, (a, b) -> a * b);
  }

  private Optional<Product> product(Load running, Load other) {
    if (other.position().stride(column) != 0) {
      return Optional.empty();
    }
    List<Loop> others = new ArrayList<>(contraction.output());
    others.removeLast();
    return others.reversed().stream()
        .filter(loop -> running.position().stride(loop.index()) == 0)
        .findFirst()
        .map(row -> {
          others.remove(row);
          return new Product(running, other, row, others);
        });
  }

  private boolean startsAlikeInAll(Loop row) {
    return contraction.initial().stream()
        .allMatch(initial -> initial.position().stride(row.index()) == 0);
  }

  private Loop step() {
    return contraction.contracted().getFirst();
  }

  private int block() {
    int steps = Math.max(1, method.most(step()));
    return Math.ceilDiv(steps, Math.ceilDiv(steps, LONGEST_BLOCK));
  }

  /// Where memory is left behind what the shared code copies.
  private int sums() {
    return SharedContraction.MEMORY + block() * SharedContraction.columns(tile.count());
  }

  /// How many columns there is memory for, in stripes that are full if possible: 0 if there is too little for anything.
  private int columnsAtOnce(Product product) {
    long left = (long) memory.length() - sums();
    int columns = method.most(contraction.output().getLast());
    if (target(product).isPresent()) {
      return left >= 0 ? columns : 0;
    }
    long most = Math.max(0, left) / method.most(product.row());
    int width = SharedContraction.columns(tile.count());
    if (most >= columns) {
      return columns;
    }
    return (int) (most < width ? most : most / width * width);
  }

  /// The store that is all that is done with a sum, if it is.
  private Optional<Store> target(Product product) {
    return contraction.epilogue().size() == 1
            && contraction.epilogue().getFirst() instanceof Store store
            && store.value().equals(new Read(contraction.accumulator()))
            && store.buffer().space().element() == ElementType.F32
            && store.position().stride(column) == 1
            && store.position().stride(product.row().index()) != 0
        ? Optional.of(store)
        : Optional.empty();
  }

  private void columns(Product product) {
    Loop columns = contraction.output().getLast();
    Optional<Store> target = target(product);
    int atOnce = columnsAtOnce(product);
    int start = code.newSlot(0);
    method.count(columns.extent());
    int end = method.keep(ElementType.I32);
    if (atOnce == method.most(columns)) {
      method.frame().bind(FROM, Frame.Place.variable(start));
      method.frame().bind(TO, Frame.Place.variable(end));
      target.ifPresentOrElse(
          store ->
              product(
                  product,
                  new Load(store.buffer(), store.position()),
                  store.position().stride(product.row().index())),
          () -> sums(product, atOnce));
    } else {
      method.pieces(FROM, TO, start, end, atOnce, () -> sums(product, atOnce));
    }
  }

  /// The sums of the columns from [#FROM] to [#TO] to memory, then what is done with them, row by row.
  private void sums(Product product, int width) {
    Buffer behind = new Buffer(memory.space(), memory.offset() + sums(), memory.length() - sums());
    Index row = product.row().index();
    Load sum = new Load(behind, Affine.of(0).plus(row, width).plus(column, 1).plus(FROM, -1));
    product(product, sum, width);
    Optional<SharedGates.Gate> gate = SharedGates.of(contraction, column);
    if (gate.isPresent()) {
      pass(gate.get(), product.row(), sum, width);
      return;
    }
    if (isFlat(product, width)) {
      flatEpilogue(product, behind, width);
      return;
    }
    method.loop(
        product.row(),
        () -> method.outline("row", rowSignature(row), inner -> epilogue(inner, sum)));
  }

  /// A call of the shared gate for the columns from [#FROM] to [#TO], and for all rows.
  private void pass(SharedGates.Gate gate, Loop rows, Load sum, int width) {
    Index row = rows.index();
    Load test = gate.test().orElse(sum);
    Load target = new Load(gate.store().buffer(), gate.store().position());
    method.scoped(() -> {
      method.frame().bind(row, Frame.Place.constant(0));
      method.frame().bind(column, method.frame().place(FROM));
      code.constant(tile.count());
      code.constant(0);
      method.element(test);
      code.constant(test.position().stride(row));
      method.element(sum);
      code.constant(width);
      method.element(target);
      code.constant(target.position().stride(row));
      method.count(rows.extent());
      method.index(TO);
      method.index(FROM);
      code.op(ISUB);
      code.invokeStatic(GATE, "run", "(II[FII[FII[FIIII)V");
    });
  }

  private boolean isFlat(Product product, int width) {
    return product.row().extent() instanceof Extent.Fixed
        && contraction.output().getLast().extent() instanceof Extent.Fixed(int columns)
        && columns == width
        && new FlatEpilogue(product.row().index(), column, columns).allows(contraction.epilogue());
  }

  /// What is done with all sums, which lie behind one another in `sums`, in one loop.
  private void flatEpilogue(Product product, Buffer sums, int columns) {
    int rows = ((Extent.Fixed) product.row().extent()).count();
    List<LoopStmt> body = new ArrayList<>();
    body.add(new Let(contraction.accumulator(), new Load(sums, Affine.of(0).plus(column, 1))));
    body.addAll(contraction.epilogue());
    Loop all = new Loop(column, new Extent.Fixed(Math.multiplyExact(rows, columns)));
    method.scoped(() -> {
      method.frame().bind(product.row().index(), Frame.Place.constant(0));
      new Statements(method).statement(new For(all, true, body));
    });
  }

  private Signature rowSignature(Index row) {
    FreeVariables free = FreeVariables.of(contraction.epilogue());
    List<Index> indices = new ArrayList<>(free.indices());
    indices.remove(column);
    indices.remove(row);
    indices.addAll(List.of(row, FROM, TO));
    List<Local> locals = new ArrayList<>(free.locals());
    locals.remove(contraction.accumulator());
    return new Signature(indices, locals);
  }

  private void epilogue(MethodEmitter inner, Load sum) {
    inner.index(FROM);
    int index = inner.keep(ElementType.I32);
    inner.index(TO);
    int end = inner.keep(ElementType.I32);
    inner.loop(
        column,
        index,
        end,
        1,
        () -> {
          new ScalarExpressions(inner).push(sum);
          inner.define(contraction.accumulator());
          new Statements(inner).block(contraction.epilogue());
        });
  }

  /// The call of the shared code for the columns from [#FROM] to [#TO], and for all rows.
  private void product(Product product, Load sums, int sumsRow) {
    method.scoped(() -> {
      Frame frame = method.frame();
      Index row = product.row().index();
      frame.bind(row, Frame.Place.constant(0));
      frame.bind(step().index(), Frame.Place.constant(0));
      frame.bind(column, frame.place(FROM));
      Load other = product.other();
      Load running = product.running();
      code.constant(tile.count());
      method.element(other);
      code.constant(other.position().stride(row));
      code.constant(other.position().stride(step().index()));
      method.element(running);
      code.constant(running.position().stride(column));
      code.constant(running.position().stride(step().index()));
      first();
      method.element(sums);
      code.constant(sumsRow);
      code.array(memory.space());
      code.constant(memory.offset());
      code.constant(block());
      method.count(product.row().extent());
      method.index(TO);
      method.index(FROM);
      code.op(ISUB);
      method.count(step().extent());
      code.invokeStatic(OWNER, "run", DESCRIPTOR);
    });
  }

  /// What the sums start from: the initial value, or a zero in memory.
  private void first() {
    contraction
        .initial()
        .ifPresentOrElse(
            initial -> {
              method.element(initial);
              code.constant(initial.position().stride(column));
            },
            () -> {
              int zero = memory.offset() + SharedContraction.MEMORY - 1;
              code.array(memory.space());
              code.constant(zero);
              code.constant(0f);
              code.op(FASTORE);
              code.array(memory.space());
              code.constant(zero);
              code.constant(0);
            });
  }
}
