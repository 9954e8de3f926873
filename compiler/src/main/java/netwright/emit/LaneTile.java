package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;

import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The method that computes one register tile of a contraction: `rows` times `vectors` accumulators, each a vector of
/// neighbouring sums. For each step of the sums it loads the vectors of one factor and broadcasts elements of the other.
/// Where sums are taken in blocks, they come from memory and go back there.
final class LaneTile {
  /// Where sums fill the registers: of 32, and of 16.
  private static final int BROADCASTS_AT_ONCE = 3;

  private static final int FEW_BROADCASTS_AT_ONCE = 2;

  /// A larger method the first compiler may give up ("out of virtual registers"), and then it stays interpreted for long.
  private static final int MOST_BYTES_OF_PAIRS = 2300;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final int lanes;
  private final VectorCode vectors;
  private final LaneScope scope;
  private final Index column;
  private final boolean endsApart;
  private final boolean besideOthers;
  private boolean copying;
  private boolean paired;

  /// @param endsApart whether the sums are left to [TileEpilogue#writeApart]
  /// @param besideOthers whether the contraction has vectors of two widths
  LaneTile(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      TileShape shape,
      boolean endsApart,
      boolean besideOthers) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.lanes = tiling.lanes();
    this.vectors = VectorCode.of(method, lanes);
    this.column = contraction.output().getLast().index();
    this.scope = new LaneScope(column, method.elements());
    this.endsApart = endsApart;
    this.besideOthers = besideOthers;
  }

  /// The same tile, which also copies the vectors it loads to where other tiles will read them.
  void writeCopying() {
    copying = true;
    write();
  }

  void write() {
    paired = isCrowded() && contraction.contracted().size() == 1;
    paired = paired && method.measure(this::tile) <= MOST_BYTES_OF_PAIRS;
    tile();
  }

  private void tile() {
    int mask =
        shape.masked()
            ? shape.lastMask(method, vectors, contraction.output().getLast())
            : LaneExpressions.ALL_LANES;
    int[][] accumulators = new int[shape.rows()][shape.vectors()];
    if (tiling.isBlocked()) {
      WaitingSums sums = new WaitingSums(method, contraction, tiling, shape);
      each((row, vector) -> accumulators[row][vector] = sums.load(row, vector));
      block(sums, accumulators, mask);
      each((row, vector) -> sums.store(row, vector, accumulators[row][vector]));
    } else {
      each((row, vector) -> accumulators[row][vector] = initial(row, vector, mask));
      steps(() -> products(accumulators, mask));
      if (besideOthers) {
        each((row, vector) -> exact(accumulators[row][vector]));
      }
      end(accumulators, mask);
    }
    code.op(RETURN);
  }

  /// What happens to the sums, as far as it happens in this method.
  private void end(int[][] accumulators, int mask) {
    TileEpilogue epilogue = new TileEpilogue(method, contraction, tiling, shape);
    if (tiling.deferral().isPresent()) {
      WaitingSums sums = new WaitingSums(method, contraction, tiling, shape);
      each((row, vector) -> sums.store(row, vector, accumulators[row][vector]));
    } else if (endsApart) {
      epilogue.spill(accumulators);
    } else {
      epilogue.write(accumulators, mask);
    }
  }

  /// Makes known which class a sum has that comes out of the loop. C2 would take it for one of those that the JDK's methods had
  /// to do with before; where these are of two widths, it may keep the sums as objects.
  private void exact(int sum) {
    vectors.push(sum);
    vectors.exact();
    vectors.pop(sum);
  }

  /// All steps of the sums. A loop around few products C2 unrolls: it does eight steps of one sum, then those of the next, and so
  /// reads here and there what lies in a row. Where that row is read but once, reading it is all that takes time.
  private void steps(Runnable products) {
    if (isOnePass() && shape.vectors() < TileShape.NOT_UNROLLED) {
      method.loopNotUnrolled(contraction.contracted().getFirst(), products);
    } else if (paired) {
      Loop loop = contraction.contracted().getFirst();
      int from = code.newSlot(0);
      method.count(loop.extent());
      method.cut(loop.extent(), 1);
      steps(from, method.keep(ElementType.I32), () -> {}, products);
    } else {
      method.loops(contraction.contracted(), products);
    }
  }

  /// The steps from variable `from` to variable `to`, each with `first` before its products.
  private void steps(int from, int to, Runnable first, Runnable products) {
    Index step = contraction.contracted().getFirst().index();
    if (paired) {
      pairsOfSteps(from, to, first, products);
      if (isEven()) {
        return;
      }
    }
    Runnable content =
        () -> {
          first.run();
          products.run();
        };
    if (paired && isOdd()) {
      method.frame().bind(step, Frame.Place.variable(from));
      content.run();
    } else {
      method.loop(step, from, to, 1, content);
    }
  }

  /// Two steps at a time, which have `first` and all arithmetic of places but once. C2 does not unroll a loop with fences; and
  /// the other instructions get in the way of the products: with as many as a step has products of 256 bits there would be six in
  /// each cycle, all that the machine can take in, and where two products of 512 bits are done in a cycle they share its ports.
  private void pairsOfSteps(int from, int to, Runnable first, Runnable products) {
    Index step = contraction.contracted().getFirst().index();
    code.variable(ILOAD, to);
    code.constant(1);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    method.loop(
        step,
        from,
        bound,
        2,
        () -> {
          first.run();
          products.run();
          LoadFence.write(code, method.owner().name());
          method.frame().bind(step, method.frame().place(step).plus(1));
          products.run();
        });
  }

  /// Whether there are always as many steps that none is left over.
  private boolean isEven() {
    return contraction.contracted().getFirst().extent() instanceof Extent.Fixed(int count)
        && count % 2 == 0
        && tiling.block() % 2 == 0;
  }

  /// Whether there is always one step left over, which is no loop then: HotSpot would make three of that.
  private boolean isOdd() {
    return contraction.contracted().getFirst().extent() instanceof Extent.Fixed(int count)
        && count % 2 == 1
        && !tiling.isBlocked();
  }

  /// Whether each vector is used once, as soon as it is there: so many of them side by side would not fit the registers.
  private boolean isOnePass() {
    return tiling.packing() == Staging.Packing.STORED && shape.rows() == 1 && !tiling.isBlocked();
  }

  /// The steps of a block. The sums of the tile below come from the third cache, and until they are there nothing can be added to
  /// them; so this tile reads one of them with each step, or with every other one where two are done at a time.
  private void block(WaitingSums sums, int[][] accumulators, int mask) {
    Index step = contraction.contracted().getFirst().index();
    method.index(Tiling.FROM);
    int from = method.keep(ElementType.I32);
    method.index(Tiling.TO);
    int to = method.keep(ElementType.I32);
    if (!ReadAhead.allows(method) || shape.rows() < tiling.shape().rows()) {
      steps(from, to, () -> {}, () -> products(accumulators, mask));
      return;
    }
    int next = sums.next();
    ReadAhead ahead = new ReadAhead(method);
    steps(
        from,
        to,
        () -> {
          code.array(contraction.lanes().space());
          code.variable(ILOAD, next);
          method.index(step);
          code.op(IADD);
          ahead.load();
        },
        () -> products(accumulators, mask));
    ahead.end(contraction.lanes());
  }

  private interface PerVector {
    void at(int row, int vector);
  }

  private void each(PerVector content) {
    for (int row = 0; row < shape.rows(); row++) {
      for (int vector = 0; vector < shape.vectors(); vector++) {
        content.at(row, vector);
      }
    }
  }

  private int initial(int row, int vector, int mask) {
    if (contraction.initial().isEmpty()) {
      vectors.zero();
    } else {
      Load load = contraction.initial().get();
      tiling.at(
          method,
          column,
          row,
          shape.column(vector, lanes),
          () -> expressions(vector, mask).push(load));
    }
    return vectors.keep();
  }

  private LaneExpressions expressions(int vector, int mask) {
    return new LaneExpressions(method, vectors, scope, shape.maskOf(vector, mask));
  }

  private void products(int[][] accumulators, int mask) {
    TileFactor running =
        copying || tiling.packing() == Staging.Packing.NONE
            ? factor(tiling.running(), true, mask)
            : factor(packed(), true, LaneExpressions.ALL_LANES);
    TileFactor other =
        tiling.rowsPacked()
            ? factor(
                tiling.packedRows(contraction, shape.rows()), false, LaneExpressions.ALL_LANES, 1)
            : factor(tiling.other(), runs(tiling.other()), mask);
    if (isOnePass()) {
      other.load(0);
      for (int vector = 0; vector < shape.vectors(); vector++) {
        running.load(0, vector);
        product(running, other, vector, accumulators[0]);
      }
      return;
    }
    if (running.sameInAllRows()) {
      running.load(0);
    }
    if (copying) {
      copy(running);
    }
    for (int row = 0; row < shape.rows(); row++) {
      if (isCrowded() && row % broadcastsAtOnce() == 0) {
        LoadFence.write(code, method.owner().name());
      }
      if (!running.sameInAllRows()) {
        running.load(row);
      }
      if (row == 0 || !other.sameInAllRows()) {
        other.load(row);
      }
      for (int vector = 0; vector < shape.vectors(); vector++) {
        product(running, other, vector, accumulators[row]);
      }
    }
  }

  /// Whether all vectors of a step have to be loaded before its first broadcast, and few broadcasts before their products. In
  /// which order C2 takes loads that nothing orders cannot be relied on; often all broadcasts come first, for which there are
  /// no registers, and sums go through memory in each step, at half the speed.
  private boolean isCrowded() {
    return shape.fillsRegisters(hasMoreRegisters());
  }

  private int broadcastsAtOnce() {
    return hasMoreRegisters() ? BROADCASTS_AT_ONCE : FEW_BROADCASTS_AT_ONCE;
  }

  private boolean hasMoreRegisters() {
    return method.owner().lanes().hasMoreRegisters();
  }

  private void product(TileFactor running, TileFactor other, int vector, int[] accumulators) {
    running.push(vector);
    other.push(vector);
    vectors.push(accumulators[vector]);
    vectors.fma();
    vectors.pop(accumulators[vector]);
  }

  private Load packed() {
    return tiling.packedVectors(contraction, shape.vectors() * lanes);
  }

  private void copy(TileFactor running) {
    Load packed = packed();
    for (int vector = 0; vector < shape.vectors(); vector++) {
      running.push(vector);
      int first = shape.column(vector, lanes);
      method.element(packed.buffer().space(), packed.buffer().offset() + first, packed.position());
      vectors.store();
    }
  }

  private TileFactor factor(Load load, boolean runs, int mask) {
    int rowStride = tiling.row().map(row -> load.position().stride(row.index())).orElse(0);
    return factor(load, runs, mask, rowStride);
  }

  private TileFactor factor(Load load, boolean runs, int mask, int rowStride) {
    return new TileFactor(method, contraction, tiling, shape, load, runs, mask, rowStride);
  }

  private boolean runs(Load load) {
    return load.position().stride(column) == 1;
  }
}
