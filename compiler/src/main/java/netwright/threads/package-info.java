/// Several threads for one program.
///
/// - In: a program in parts and stages, as `netwright.emit` writes it.
/// - Out: the same results from as many threads as it has parts.
/// - May use: the runtime. It is not part of that, since only `netc` itself trains with several threads.
/// - Start reading at [netwright.threads.ParallelProgram].
package netwright.threads;
