/// Turns a planned kernel graph into loops over flat memory.
///
/// In: a [netwright.plan.Plan]. Out: a [netwright.loop.LoopProgram]. May use: `netwright.plan`, `netwright.fuse`,
/// `netwright.op`, `netwright.loop`. Start reading at [LoopLowering], then [KernelLowering] and [Point].
package netwright.codegen;
