package netwright.codegen;

import java.util.ArrayList;
import java.util.List;
import netwright.diag.Span;
import netwright.fuse.Kernel;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.plan.Plan;

/// A plan as a loop program: one loop nest for each kernel, then the copies.
public final class LoopLowering {

  private LoopLowering() {}

  /// The loops of `plan`.
  public static LoopProgram lower(Plan plan) {
    List<LoopKernel> kernels = new ArrayList<>();
    for (Kernel kernel : plan.kernels().kernels()) {
      String name = "k" + kernels.size();
      kernels.add(new LoopKernel(name, origin(kernel), new KernelLowering(plan).lower(kernel)));
    }
    for (Plan.Copy copy : plan.copies()) {
      kernels.add(new LoopKernel("k" + kernels.size(), Span.NONE, List.of(copy(copy))));
    }
    return new LoopProgram(
        plan.spec().name(),
        plan.spec().capacity(),
        plan.variables() == DType.F32 ? ElementType.F32 : ElementType.F64,
        plan.persistentSize(),
        plan.spec().scratchSize(),
        plan.spec().wideSize(),
        plan.spec().lanesSize(),
        plan.direction(),
        kernels);
  }

  /// The place of the kernel's root: the sum it takes, else what it computes last.
  private static Span origin(Kernel kernel) {
    Node root =
        switch (kernel) {
          case Kernel.Map map -> map.nodes().getLast();
          case Kernel.Reduction reduction -> reduction.root();
          case Kernel.Contraction contraction -> contraction.root();
          case Kernel.Alone alone -> alone.root();
        };
    return root.origin().span();
  }

  private static LoopStmt copy(Plan.Copy copy) {
    Index index = new Index("i");
    Affine position = Affine.of(0).plus(index, 1);
    LoopStmt store =
        new LoopStmt.Store(copy.to(), position, new LoopExpr.Load(copy.from(), position));
    return new LoopStmt.For(new Loop(index, new Extent.Fixed(copy.size())), true, List.of(store));
  }
}
