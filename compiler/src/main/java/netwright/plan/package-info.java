/// Gives every value that a program keeps its place in memory.
///
/// In: a [netwright.fuse.KernelGraph] and the variables' places. Out: a [Plan]. May use: `netwright.fuse`,
/// `netwright.op`, `netwright.ir`, `netwright.loop`, `netwright.runtime`. Start reading at [Planner], then [MemoryPlanner];
/// [StoredPanels] are the second copies of a predictor's weights.
package netwright.plan;
