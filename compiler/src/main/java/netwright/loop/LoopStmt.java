package netwright.loop;

import java.util.List;
import java.util.Optional;

/// A statement of the loop language.
public sealed interface LoopStmt {

  /// Runs `body` for each value of the loop's index, ascending.
  ///
  /// If `parallel`, no iteration reads what another one writes, so an emitter may run several side by side in the lanes
  /// of a vector. The bits do not depend on whether it does.
  record For(Loop loop, boolean parallel, List<LoopStmt> body) implements LoopStmt {
    public For {
      body = List.copyOf(body);
    }
  }

  /// Names a value.
  record Let(Local local, LoopExpr value) implements LoopStmt {}

  /// Writes `value` to the element of `buffer` at `position`, counted from the buffer's start.
  record Store(Buffer buffer, Affine position, LoopExpr value) implements LoopStmt {}

  /// Adds `value` to the element of `buffer` at `position + stride · i`, with `i` as in [LoopExpr.Pick].
  record ScatterAdd(
      Buffer buffer, Affine position, LoopExpr index, int stride, int count, LoopExpr value)
      implements LoopStmt {}

  /// Joins `element`, evaluated after `lets` for all values of the loops `reduced` (the first is outermost), into
  /// `result`. The element's index for the order of a sum counts over all reduced loops.
  ///
  /// `lanes` is scratch memory of the element's type for this statement alone: 16 elements, or 256 where the statement
  /// stands in a parallel loop.
  record Reduction(
      Local result,
      Combine combine,
      List<Loop> reduced,
      List<Let> lets,
      LoopExpr element,
      Buffer lanes)
      implements LoopStmt {
    public Reduction {
      reduced = List.copyOf(reduced);
      lets = List.copyOf(lets);
    }
  }

  /// A sum of products, `accumulator = initial + Σ left · right` over the loops `contracted` (the first is outermost),
  /// for all values of the loops `output`; after each sum `epilogue` runs, and reads `accumulator`.
  ///
  /// The sum is taken in `order`, by fma: sequential from `initial` (absent: +0), or in sixteen lanes; with lanes,
  /// `initial` is absent. Iterations of the output loops are independent: an emitter may tile and vectorise them as it
  /// likes. The last output loop is the one whose neighbours are adjacent in memory, wherever the operands allow it.
  /// `lanes` is scratch memory as for [Reduction]; where it is longer than 384 elements, an emitter may copy parts of a
  /// factor to the rest of it. Below 384, it may not tile.
  ///
  /// `panels`, if present, is where a second copy of one factor begins, a matrix whose rows are the steps of the sum and whose
  /// columns those of the last output loop: in [netwright.runtime.Panels], of which the widest have [#widestPanel] columns. The last is
  /// filled up with zeros. Which columns are done first may depend on the [LoopProgram#direction].
  record Contraction(
      List<Loop> output,
      List<Loop> contracted,
      LoopExpr.Load left,
      LoopExpr.Load right,
      Optional<LoopExpr.Load> initial,
      Order order,
      Local accumulator,
      List<LoopStmt> epilogue,
      Buffer lanes,
      Optional<LoopExpr.Load> panels)
      implements LoopStmt {
    public Contraction {
      output = List.copyOf(output);
      contracted = List.copyOf(contracted);
      epilogue = List.copyOf(epilogue);
    }

    /// The most columns of a panel in elements of `type`: four vectors of 512 bits.
    public static int widestPanel(ElementType type) {
      return type == ElementType.F64 ? 32 : 64;
    }

    /// The same with other output loops; without panels, which are for one loop over the columns.
    public Contraction withOutput(List<Loop> loops) {
      return new Contraction(
          loops, contracted, left, right, initial, order, accumulator, epilogue, lanes);
    }

    /// A contraction whose factors have no copies.
    public Contraction(
        List<Loop> output,
        List<Loop> contracted,
        LoopExpr.Load left,
        LoopExpr.Load right,
        Optional<LoopExpr.Load> initial,
        Order order,
        Local accumulator,
        List<LoopStmt> epilogue,
        Buffer lanes) {
      this(
          output,
          contracted,
          left,
          right,
          initial,
          order,
          accumulator,
          epilogue,
          lanes,
          Optional.empty());
    }
  }

  /// Runs `body`, lets and stores, for each row, and adds up `sums` over the rows in the order [Order#SIXTEEN_LANES].
  ///
  /// Rows are independent, so an emitter may run several side by side. It may then write to the elements of `memory`
  /// that follow those of the last row, up to a multiple of sixteen rows; all other stores end with the last row. A
  /// load that moves with the row may be read up to there as well, and is inside its space as far as that.
  record Sweep(Loop rows, List<LoopStmt> body, List<RowSum> sums, Buffer memory)
      implements LoopStmt {
    public Sweep {
      body = List.copyOf(body);
      sums = List.copyOf(sums);
    }
  }

  /// A sum of [Sweep]: `result = Σ left · right` by fma or, where there is no `right`, `Σ left`.
  ///
  /// @param result its first element is written when all rows are done
  /// @param lanes scratch memory for sixteen accumulators
  record RowSum(LoopExpr left, Optional<LoopExpr> right, Buffer result, Buffer lanes) {}
}
