/// Training from a user's program or the command line: rows in, weights changed.
///
/// - In: a [netwright.runtime.Program] that does one training step, its memory, a [netwright.runtime.train.DataSet].
/// - Out: trained weights in the memory, a [netwright.runtime.train.TrainingLoop.Outcome], a report of every epoch, a
///   [netwright.runtime.train.Checkpoint] between any two steps.
/// - May use: `netwright.runtime`, its packages `random`, `math` and `io`, the JDK.
/// - Start reading at [netwright.runtime.train.TrainingLoop]; the trainers that the compiler writes are built on
///   [netwright.runtime.train.CompiledTrainer].
package netwright.runtime.train;
