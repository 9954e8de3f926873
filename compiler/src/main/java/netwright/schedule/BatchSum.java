package netwright.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;

/// A kernel of sums over the rows, taken apart: for all values of `loops`, a sum, and `rest`, which reads it as `result`.
record BatchSum(LoopKernel kernel, List<Loop> loops, Local result, List<LoopStmt> rest) {

  static BatchSum of(LoopKernel kernel) {
    List<Loop> loops = new ArrayList<>();
    List<LoopStmt> body = kernel.body();
    while (body.getFirst() instanceof For loop) {
      loops.add(loop.loop());
      body = loop.body();
    }
    return switch (body.getFirst()) {
      case Contraction contraction ->
          new BatchSum(
              kernel, contraction.output(), contraction.accumulator(), contraction.epilogue());
      case Reduction reduction ->
          new BatchSum(kernel, loops, reduction.result(), body.subList(1, body.size()));
      case For _, Let _, Store _, LoopStmt.ScatterAdd _, LoopStmt.Sweep _ ->
          throw new IllegalArgumentException(kernel.name() + " is no sum");
    };
  }

  /// How many sums there are.
  int count() {
    int count = 1;
    for (Loop loop : loops) {
      count *= ((Extent.Fixed) loop.extent()).count();
    }
    return count;
  }

  /// The buffer in which the sums lie one after the other, if that is all the kernel does with them.
  Optional<Buffer> plain() {
    boolean plain =
        rest.size() == 1
            && rest.getFirst() instanceof Store(Buffer buffer, Affine position, Read(Local local))
            && local.equals(result)
            && buffer.length() == count()
            && position.constant() == 0
            && Set.copyOf(position.terms()).equals(Set.copyOf(normal().terms()));
    return plain ? Optional.of(((Store) rest.getFirst()).buffer()) : Optional.empty();
  }

  /// The number of a sum.
  private Affine normal() {
    Affine position = Affine.of(0);
    int stride = 1;
    for (Loop loop : loops.reversed()) {
      position = position.plus(loop.index(), stride);
      stride *= ((Extent.Fixed) loop.extent()).count();
    }
    return position;
  }

  /// The kernel that finds the sums in `sums`.
  LoopKernel reading(Buffer sums) {
    List<LoopStmt> body = new ArrayList<>();
    body.add(new Let(result, new Load(sums, normal())));
    body.addAll(rest);
    for (Loop loop : loops.reversed()) {
      body = List.of(new For(loop, true, body));
    }
    return new LoopKernel(kernel.name(), kernel.origin(), body);
  }
}
