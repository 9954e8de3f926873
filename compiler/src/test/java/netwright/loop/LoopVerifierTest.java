package netwright.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;
import org.junit.jupiter.api.Test;

class LoopVerifierTest {
  private static final Buffer BUFFER = new Buffer(Space.SCRATCH, 0, 10);
  private static final Loop ROWS = new Loop(new Index("n"), new Extent.PerRow(2));
  private static final Local LOCAL = new Local("x", ElementType.F32);
  private static final LoopExpr ZERO = new LoopExpr.Constant(ElementType.F32, 0);

  @Test
  void aSoundProgramPasses() {
    assertEquals(List.of(), LoopVerifier.problems(LoopPrinterTest.program()));
  }

  @Test
  void accessesStayInside() {
    complains("reaches from 3 to 12", loop(store(BUFFER, at().plus(3))));
    complains("reaches from -1 to 8", loop(store(BUFFER, at().plus(-1))));
    complains("reaches from 10 to 10", store(BUFFER, Affine.of(10)));
    complains("is outside its space of 20", store(new Buffer(Space.SCRATCH, 11, 10), Affine.of(0)));
    complains(
        "is outside its space of 0", new Store(new Buffer(Space.WIDE, 0, 1), Affine.of(0), wide()));
    complains("is outside its space of 0", store(new Buffer(Space.LANES, 0, 1), Affine.of(0)));
  }

  @Test
  void choicesStayInside() {
    LoopExpr.Pick pick = new LoopExpr.Pick(BUFFER, Affine.of(1), ZERO, 3, 4);
    complains("reaches from 10 to 10", new Store(BUFFER, Affine.of(0), pick));
    complains(
        "reaches from 10 to 10", new LoopStmt.ScatterAdd(BUFFER, Affine.of(4), ZERO, 2, 4, ZERO));
    complains("a choice among 0", new LoopStmt.ScatterAdd(BUFFER, Affine.of(4), ZERO, 2, 0, ZERO));
    complains(
        "a sum of another type", new LoopStmt.ScatterAdd(BUFFER, Affine.of(0), ZERO, 1, 2, wide()));
  }

  /// Numbers of tensors are rounded and kept in range; integers would not be.
  @Test
  void choicesAreByNumbersOfTensors() {
    LoopExpr integer = new LoopExpr.Position(ElementType.I32, at());
    LoopExpr pick = new LoopExpr.Pick(BUFFER, Affine.of(0), integer, 1, 2);
    complains("a choice by I32", loop(new Store(BUFFER, at(), pick)));
    complains(
        "a choice by I32",
        loop(new LoopStmt.ScatterAdd(BUFFER, Affine.of(0), integer, 1, 2, ZERO)));
  }

  @Test
  void sweepsStandAtTheTop() {
    Sweep sweep = sweep(BUFFER, store(BUFFER, rowOfSweep()));
    complains("a sweep inside a loop", loop(sweep));
  }

  /// Five rows are sixteen, in vectors.
  @Test
  void whatASweepKeepsHasRoomForWholeVectors() {
    Buffer memory = new Buffer(Space.SCRATCH, 0, 20);
    Buffer enough = new Buffer(Space.SCRATCH, 4, 16);
    Buffer tooLittle = new Buffer(Space.SCRATCH, 4, 15);
    complains("too little room", sweep(memory, store(tooLittle, rowOfSweep())));
    complains("too little room", sweep(memory, store(enough, rowOfSweep().plus(1))));
    assertEquals(List.of(), problems(sweep(memory, store(enough, rowOfSweep()))));
    assertEquals(List.of(), problems(sweep(BUFFER, store(tooLittle, rowOfSweep()))));
  }

  private static Sweep sweep(Buffer memory, LoopStmt... body) {
    Loop rows = new Loop(new Index("row"), new Extent.PerRow(1));
    return new Sweep(rows, List.of(body), List.of(), memory);
  }

  private static Affine rowOfSweep() {
    return Affine.of(0).plus(new Index("row"), 1);
  }

  @Test
  void namesAreDefinedOnceBeforeUse() {
    complains("x is not defined here", new Store(BUFFER, Affine.of(0), new LoopExpr.Read(LOCAL)));
    complains(
        "x is not defined here",
        loop(new Let(LOCAL, ZERO)),
        new Store(BUFFER, Affine.of(0), new LoopExpr.Read(LOCAL)));
    complains("x is defined twice", new Let(LOCAL, ZERO), new Let(LOCAL, ZERO));
    complains("two loops over n", loop(store(BUFFER, at())), loop(store(BUFFER, at())));
    complains("no loop over n here", store(BUFFER, at()));
  }

  @Test
  void typesAgree() {
    complains("x has another type", new Let(LOCAL, wide()));
    complains("a store of another type", new Store(BUFFER, Affine.of(0), wide()));
    complains("ADD[F32, F64] as F32", new Let(LOCAL, apply(Primitive.ADD, ZERO, wide())));
    complains(
        "SELECT[F32, F32, F32] as F32", new Let(LOCAL, apply(Primitive.SELECT, ZERO, ZERO, ZERO)));
    complains(
        "EXP[I32] as F32",
        new Let(LOCAL, apply(Primitive.EXP, new LoopExpr.Constant(ElementType.I32, 1))));
  }

  @Test
  void sumsHaveRoomForTheirLanes() {
    Buffer small = new Buffer(Space.SCRATCH, 0, 15);
    complains(
        "holds fewer than 16 lanes",
        new Reduction(LOCAL, Combine.SUM, List.of(ROWS), List.of(), ZERO, small));
  }

  @Test
  void kernelNamesAreIdentifiers() {
    LoopKernel bad = new LoopKernel("a-b", Span.NONE, List.of());
    LoopProgram program = new LoopProgram("test", 5, 0, 20, 0, 0, List.of(bad));
    assertThrows(IllegalStateException.class, () -> LoopVerifier.verify(program));
  }

  @Test
  void theDirectionIsAnElementOfLanes() {
    assertEquals(List.of(), problemsWith(new Buffer(Space.LANES, 3, 1)));
    for (Buffer wrong :
        List.of(
            new Buffer(Space.LANES, 4, 1),
            new Buffer(Space.LANES, 2, 2),
            new Buffer(Space.SCRATCH, 3, 1))) {
      assertEquals(List.of("the direction is " + wrong), problemsWith(wrong));
    }
  }

  private static List<String> problemsWith(Buffer direction) {
    return LoopVerifier.problems(
        new LoopProgram(
            "test", 5, ElementType.F32, 0, 20, 0, 4, Optional.of(direction), List.of()));
  }

  private static List<String> problems(LoopStmt... body) {
    LoopKernel kernel = new LoopKernel("kernel", Span.NONE, List.of(body));
    return LoopVerifier.problems(new LoopProgram("test", 5, 0, 20, 0, 0, List.of(kernel)));
  }

  private static void complains(String problem, LoopStmt... body) {
    List<String> problems = problems(body);
    assertTrue(problems.stream().anyMatch(text -> text.contains(problem)), problems.toString());
  }

  private static LoopStmt loop(LoopStmt body) {
    return new For(ROWS, true, List.of(body));
  }

  private static LoopStmt store(Buffer buffer, Affine position) {
    return new Store(buffer, position, ZERO);
  }

  private static Affine at() {
    return Affine.of(0).plus(ROWS.index(), 1);
  }

  private static LoopExpr wide() {
    return new LoopExpr.Constant(ElementType.F64, 1);
  }

  private static LoopExpr apply(Primitive primitive, LoopExpr... arguments) {
    return new LoopExpr.Apply(primitive, ElementType.F32, List.of(arguments));
  }
}
