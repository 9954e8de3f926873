package netwright.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import org.junit.jupiter.api.Test;

class LoopPrinterTest {
  private static final Loop ROWS = new Loop(new Index("n"), new Extent.PerRow(1));
  private static final Loop OUT = new Loop(new Index("o"), new Extent.Fixed(3));
  private static final Loop IN = new Loop(new Index("i"), new Extent.Fixed(2));
  private static final Buffer X = new Buffer(Space.SCRATCH, 0, 8);
  private static final Buffer W = new Buffer(Space.PERSISTENT, 0, 6);
  private static final Buffer Y = new Buffer(Space.SCRATCH, 8, 12);
  private static final Buffer LANES = new Buffer(Space.SCRATCH, 20, 256);

  private static final String TEXT =
      """
      program predict (capacity 4, persistent 6, scratch 276, wide 0, lanes 0)

      kernel dense
        contract for n < rows, o < 3 over i < 2 in scratch[20 +256]
          s = sum scratch@0[2*n + i] · persistent@0[3*i + o], sequential
          scratch@8[3*n + o] = maximum(s, 0.0)

      kernel soften
        parallel for m < rows
          largest = max over j < 3 in scratch[20 +256]
            of scratch@8[3*m + j]
          x = (scratch@8[3*m] - largest) * (1.0 + narrow(rows))
          scratch@8[3*m] = select(x < 0.0, x - (x - 1.0), exp(x))
      """;

  @Test
  void aProgramAsText() {
    assertEquals(TEXT, LoopPrinter.print(program()));
  }

  @Test
  void whereTheDirectionIs() {
    Buffer direction = new Buffer(Space.LANES, 3, 1);
    LoopProgram program =
        new LoopProgram(
            "predict", 4, ElementType.F32, 6, 20, 0, 4, Optional.of(direction), List.of());
    assertEquals(
        """
        program predict (capacity 4, persistent 6, scratch 20, wide 0, lanes 4)
          direction in lanes[3 +1]
        """,
        LoopPrinter.print(program));
  }

  static LoopProgram program() {
    return new LoopProgram("predict", 4, 6, 276, 0, 0, List.of(dense(), soften()));
  }

  private static LoopKernel dense() {
    Local sum = new Local("s", ElementType.F32);
    LoopExpr relu = apply(Primitive.MAXIMUM, new LoopExpr.Read(sum), constant(0));
    Affine y = at(ROWS, 3).plus(OUT.index(), 1);
    return new LoopKernel(
        "dense",
        Span.NONE,
        List.of(
            new Contraction(
                List.of(ROWS, OUT),
                List.of(IN),
                new LoopExpr.Load(X, at(ROWS, 2).plus(IN.index(), 1)),
                new LoopExpr.Load(W, at(IN, 3).plus(OUT.index(), 1)),
                Optional.empty(),
                Order.SEQUENTIAL,
                sum,
                List.of(new Store(Y, y, relu)),
                LANES)));
  }

  private static LoopKernel soften() {
    Loop rows = new Loop(new Index("m"), new Extent.PerRow(1));
    Loop j = new Loop(new Index("j"), new Extent.Fixed(3));
    Local largest = new Local("largest", ElementType.F32);
    Local x = new Local("x", ElementType.F32);
    LoopExpr element = new LoopExpr.Load(Y, at(rows, 3).plus(j.index(), 1));
    LoopExpr first = new LoopExpr.Load(Y, at(rows, 3));
    LoopExpr rowCount = apply(Primitive.NARROW, new LoopExpr.RowCount());
    LoopExpr shifted =
        apply(
            Primitive.MULTIPLY,
            apply(Primitive.SUBTRACT, first, new LoopExpr.Read(largest)),
            apply(Primitive.ADD, constant(1), rowCount));
    LoopExpr read = new LoopExpr.Read(x);
    LoopExpr less = apply(Primitive.SUBTRACT, read, apply(Primitive.SUBTRACT, read, constant(1)));
    LoopExpr mask =
        new LoopExpr.Apply(Primitive.LESS, ElementType.MASK, List.of(read, constant(0)));
    LoopExpr choice = apply(Primitive.SELECT, mask, less, apply(Primitive.EXP, read));
    return new LoopKernel(
        "soften",
        Span.NONE,
        List.of(
            new For(
                rows,
                true,
                List.of(
                    new Reduction(largest, Combine.MAX, List.of(j), List.of(), element, LANES),
                    new Let(x, shifted),
                    new Store(Y, at(rows, 3), choice)))));
  }

  private static Affine at(Loop loop, int stride) {
    return Affine.of(0).plus(loop.index(), stride);
  }

  private static LoopExpr constant(double value) {
    return new LoopExpr.Constant(ElementType.F32, value);
  }

  private static LoopExpr apply(Primitive primitive, LoopExpr... arguments) {
    return new LoopExpr.Apply(primitive, ElementType.F32, List.of(arguments));
  }
}
