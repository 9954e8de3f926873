/// What a compiled network needs at run time, and what a user's program calls.
///
/// In: arrays of numbers and weights. Out: predictions, trained weights. May use: the JDK only. Start reading at
/// [Program] and [Memory]; what the classes that the compiler writes are built on is in [CompiledPredictor] and [Schema].
package netwright.runtime;
