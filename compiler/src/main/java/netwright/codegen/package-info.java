/// Turns a planned kernel graph into loops over flat memory.
///
/// In: a [netwright.plan.Plan]. Out: a [netwright.loop.LoopProgram]. May use: `netwright.plan`, `netwright.fuse`,
/// `netwright.op`, `netwright.ir`, `netwright.loop`, `netwright.diag` for places in the source. Start reading at [LoopLowering],
/// then [KernelLowering] and [Point].
package netwright.codegen;
