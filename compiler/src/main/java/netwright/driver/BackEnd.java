package netwright.driver;

import java.util.List;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.EmittedClass;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.fuse.KernelGraph;
import netwright.interp.InterpretedProgram;
import netwright.ir.Graph;
import netwright.loop.LoopProgram;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.plan.VariableLayout;
import netwright.rewrite.Pipeline;
import netwright.runtime.Flavour;

/// The stages from a canonical graph on.
///
/// @param canonical what the interpreter runs
/// @param kernels the same computation, fused
/// @param plan where everything is
/// @param layout the places of variables
record BackEnd(Graph canonical, KernelGraph kernels, Plan plan, VariableLayout layout) {

  /// The stages of `canonical` for runs of at most `capacity` samples.
  static BackEnd of(Graph canonical, int capacity, VariableLayout layout) {
    KernelGraph kernels = Fusion.fuse(Pipeline.optimise(canonical));
    return new BackEnd(canonical, kernels, Planner.plan(kernels, capacity, layout), layout);
  }

  LoopProgram loops() {
    return LoopLowering.lower(plan);
  }

  /// The class files of a program, the main one first.
  List<EmittedClass> classes(String className, String sourceFile, Flavour flavour) {
    return ClassEmitter.emit(loops(), className, sourceFile, Lanes.of(flavour));
  }

  /// The program as loaded classes.
  Executable compiled(String className, String sourceFile, Flavour flavour) {
    return new Executable(
        GeneratedClassLoader.load(classes(className, sourceFile, flavour)), plan.spec());
  }

  /// The program as the interpreter runs it.
  Executable interpreted() {
    return new Executable(
        new InterpretedProgram(canonical, plan.spec(), layout.variables()), plan.spec());
  }
}
