package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;
import netwright.loop.Primitive;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;

class MasksInPlaceTest {
  private static final Loop ROWS = new Loop(new Index("row"), new Extent.PerRow(1));
  private static final Buffer MEMORY = new Buffer(Space.SCRATCH, 0, 64);
  private static final Affine PLACE = Affine.of(0).plus(ROWS.index(), 1);

  private static final Local X = new Local("x", ElementType.F32);
  private static final Local Y = new Local("y", ElementType.F32);
  private static final Local CLOSED = new Local("closed", ElementType.MASK);

  private final Let input = new Let(X, new Load(MEMORY, PLACE));
  private final LoopExpr comparison = apply(Primitive.LESS_OR_EQUAL, new Read(X), constant(0));

  private static LoopExpr relu(LoopExpr closed) {
    return apply(Primitive.SELECT, closed, constant(0), new Read(X));
  }

  private static Sweep sweep(List<LoopStmt> body, RowSum... sums) {
    return new Sweep(ROWS, body, List.of(sums), MEMORY);
  }

  private static RowSum sum(LoopExpr left, LoopExpr right) {
    return new RowSum(left, Optional.of(right), MEMORY, MEMORY);
  }

  @Test
  void comparisonGoesToTheOnlyChoice() {
    Let mask = new Let(CLOSED, comparison);
    Sweep before = sweep(List.of(input, mask, new Let(Y, relu(new Read(CLOSED)))));
    Sweep after = sweep(List.of(input, new Let(Y, relu(comparison))));
    assertEquals(after, MasksInPlace.of(before));
  }

  @Test
  void soItDoesInStoresAndSums() {
    Let mask = new Let(CLOSED, comparison);
    LoopExpr choice = relu(new Read(CLOSED));
    assertEquals(
        sweep(List.of(input, new Store(MEMORY, PLACE, relu(comparison)))),
        MasksInPlace.of(sweep(List.of(input, mask, new Store(MEMORY, PLACE, choice)))));
    assertEquals(
        sweep(List.of(input), sum(new Read(X), relu(comparison))),
        MasksInPlace.of(sweep(List.of(input, mask), sum(new Read(X), choice))));
    assertEquals(
        sweep(List.of(input), sum(relu(comparison), new Read(X))),
        MasksInPlace.of(sweep(List.of(input, mask), sum(choice, new Read(X)))));
  }

  @Test
  void comparisonForSeveralChoicesIsKept() {
    Let mask = new Let(CLOSED, comparison);
    LoopExpr choice = relu(new Read(CLOSED));
    Sweep once = sweep(List.of(input, mask, new Let(Y, choice)), sum(new Read(X), choice));
    assertEquals(once, MasksInPlace.of(once));
    Sweep neither = sweep(List.of(input, mask, new Let(Y, new Read(X))));
    assertEquals(neither, MasksInPlace.of(neither));
  }

  /// A store may come between it and the choice.
  @Test
  void comparisonOfWhatIsInMemoryIsKept() {
    LoopExpr inMemory = apply(Primitive.LESS_OR_EQUAL, new Load(MEMORY, PLACE), constant(0));
    Sweep sweep =
        sweep(
            List.of(
                input,
                new Let(CLOSED, inMemory),
                new Store(MEMORY, PLACE, new Read(X)),
                new Let(Y, relu(new Read(CLOSED)))));
    assertEquals(sweep, MasksInPlace.of(sweep));
  }
}
