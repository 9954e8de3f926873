/// Schedules of loop programs: which kernels run together, and in what form.
///
/// In: a [netwright.loop.LoopProgram] as `netwright.codegen` wrote it, and its [netwright.plan.Plan]. Out: a program that
/// leaves the same bits and suits vectors better. May use: `netwright.plan`, `netwright.loop`, `netwright.runtime` for the
/// ports of outputs, `netwright.diag` for places in the source. Start reading at [Sweeps].
package netwright.schedule;
