/// What a compiled network needs at run time, and what a user's program calls.
///
/// In: arrays of numbers and weights. Out: predictions, trained weights. May use: the JDK only. Start reading at
/// [Program] and [Memory].
package netwright.runtime;
