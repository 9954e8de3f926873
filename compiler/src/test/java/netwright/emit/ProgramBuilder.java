package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import netwright.diag.Span;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;

/// Makes loop programs for tests: hands out buffers and fresh names.
final class ProgramBuilder {
  static final int CAPACITY = 21;

  private final List<LoopKernel> kernels = new ArrayList<>();
  private final int[] sizes = new int[Space.values().length];
  private int names;

  Buffer buffer(Space space, int length) {
    Buffer buffer = new Buffer(space, sizes[space.ordinal()], length);
    sizes[space.ordinal()] += length;
    return buffer;
  }

  Buffer scratch(int length) {
    return buffer(Space.SCRATCH, length);
  }

  Buffer lanes(ElementType type) {
    return buffer(type == ElementType.F64 ? Space.WIDE : Space.SCRATCH, 384);
  }

  /// Lanes with memory behind them for copies of factors.
  Buffer lanesAndCopies(int copies) {
    return scratch(384 + copies);
  }

  Loop loop(int count) {
    return new Loop(new Index("i" + names++), new Extent.Fixed(count));
  }

  Loop rows(int times) {
    return new Loop(new Index("r" + names++), new Extent.PerRow(times));
  }

  Local local(ElementType type) {
    return new Local("t" + names++, type);
  }

  ProgramBuilder kernel(LoopStmt... body) {
    return kernel(Span.NONE, List.of(body));
  }

  ProgramBuilder kernel(Span origin, List<LoopStmt> body) {
    kernels.add(new LoopKernel("kernel" + kernels.size(), origin, body));
    return this;
  }

  ContractionBuilder sums(Loop... output) {
    return new ContractionBuilder(this, List.of(output));
  }

  /// y[row, out] = max(b[out] + Σ x[row, in] · w[in, out], 0), for rows of the batch.
  LoopStmt.Contraction layer(int in, int out) {
    Loop rows = rows(1);
    Loop o = loop(out);
    Loop k = loop(in);
    return sums(rows, o)
        .over(k)
        .of(
            load(scratch(CAPACITY * in), at(rows, in, k, 1)),
            load(buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)))
        .startingFrom(load(buffer(Space.PERSISTENT, out), at(o, 1)))
        .into(
            scratch(CAPACITY * out),
            at(rows, out, o, 1),
            sum -> apply(Primitive.MAXIMUM, sum, constant(0)));
  }

  /// dw[in, out] = Σ x[row, in] · dy[row, out], over the rows of the batch in `order`.
  LoopStmt.Contraction weightGradient(int in, int out, Order order) {
    Loop i = loop(in);
    Loop o = loop(out);
    Loop rows = rows(1);
    return sums(i, o)
        .over(rows)
        .of(
            load(scratch(CAPACITY * in), at(rows, in, i, 1)),
            load(scratch(CAPACITY * out), at(rows, out, o, 1)))
        .inOrder(order)
        .into(scratch(in * out), at(i, out, o, 1));
  }

  LoopProgram build() {
    return build(CAPACITY);
  }

  /// A program with room for so many rows.
  LoopProgram build(int capacity) {
    return new LoopProgram("test", capacity, sizes[0], sizes[1], sizes[2], sizes[3], kernels);
  }

  static Affine at(int constant) {
    return Affine.of(constant);
  }

  static Affine at(Loop loop, int stride) {
    return at(0).plus(loop.index(), stride);
  }

  static Affine at(Loop outer, int outerStride, Loop inner, int innerStride) {
    return at(outer, outerStride).plus(inner.index(), innerStride);
  }

  static LoopExpr.Load load(Buffer buffer, Affine position) {
    return new LoopExpr.Load(buffer, position);
  }

  static LoopExpr read(Local local) {
    return new LoopExpr.Read(local);
  }

  static LoopExpr constant(double value) {
    return new LoopExpr.Constant(ElementType.F32, (float) value);
  }

  static LoopExpr bits(int value) {
    return new LoopExpr.Constant(ElementType.I32, value);
  }

  static LoopExpr apply(Primitive primitive, LoopExpr... arguments) {
    return new LoopExpr.Apply(primitive, type(primitive, arguments), List.of(arguments));
  }

  private static ElementType type(Primitive primitive, LoopExpr... arguments) {
    return switch (primitive) {
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> ElementType.MASK;
      case WIDEN -> ElementType.F64;
      case NARROW, FROM_BITS -> ElementType.F32;
      case BITS -> ElementType.I32;
      default -> arguments[arguments.length - 1].type();
    };
  }

  static LoopStmt.Store store(Buffer buffer, Affine position, LoopExpr value) {
    return new LoopStmt.Store(buffer, position, value);
  }

  static LoopStmt.Let let(Local local, LoopExpr value) {
    return new LoopStmt.Let(local, value);
  }

  static LoopStmt.For parallel(Loop loop, LoopStmt... body) {
    return new LoopStmt.For(loop, true, List.of(body));
  }

  static LoopStmt.For loop(Loop loop, LoopStmt... body) {
    return new LoopStmt.For(loop, false, List.of(body));
  }
}
