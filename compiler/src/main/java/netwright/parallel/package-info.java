/// Decides which thread computes what.
///
/// In: a [netwright.loop.LoopProgram] and how many threads there are. Out: a [Schedule], stages of tasks that several
/// threads run side by side; a sum is never divided, so the bits are those of one thread. May use: `netwright.loop`.
/// Start reading at [Schedule], then [Scheduler].
package netwright.parallel;
