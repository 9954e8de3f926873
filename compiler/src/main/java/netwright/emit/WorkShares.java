package netwright.emit;

import java.util.List;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;

/// How much of a program's work one contraction is, in products.
///
/// A small one is done with vectors as wide as those of the others, even if that leaves lanes idle. C2 compiles methods of the
/// JDK such as `FloatVector.intoArray` into ours by the types of vectors that it has seen there. Where it has seen two, a tile that
/// is compiled late keeps its sums as objects: 13 % of the time of 1,024 predictions of 784-512-256-10 went to the last four rows of
/// each 256, because the ten columns of its last layer had vectors of eight lanes.
final class WorkShares {
  private static final int SMALL = 20;

  private final LoopProgram program;
  private final long all;

  WorkShares(LoopProgram program) {
    this.program = program;
    long sum = 0;
    for (LoopKernel kernel : program.kernels()) {
      sum += products(kernel.body());
    }
    this.all = sum;
  }

  /// Whether `contraction` is less than a twentieth of the work.
  boolean isSmall(Contraction contraction) {
    return products(contraction) < all / SMALL;
  }

  /// Whether `contraction` is more work than all the others together.
  boolean isMost(Contraction contraction) {
    return products(contraction) > all / 2;
  }

  private long products(List<LoopStmt> statements) {
    long sum = 0;
    for (LoopStmt statement : statements) {
      sum +=
          switch (statement) {
            case LoopStmt.For loop -> count(loop.loop()) * products(loop.body());
            case Contraction contraction -> products(contraction);
            case LoopStmt.Let _,
                LoopStmt.Store _,
                LoopStmt.ScatterAdd _,
                LoopStmt.Reduction _,
                LoopStmt.Sweep _ ->
                0;
          };
    }
    return sum;
  }

  private long products(Contraction contraction) {
    long products = 1;
    for (Loop loop : contraction.output()) {
      products *= count(loop);
    }
    for (Loop loop : contraction.contracted()) {
      products *= count(loop);
    }
    return products;
  }

  private long count(Loop loop) {
    return switch (loop.extent()) {
      case Extent.Fixed(int count) -> count;
      case Extent.PerRow(int times) -> (long) times * program.capacity();
    };
  }
}
