/// What a compiled network does when its jar is started: CSV in, CSV out. The classes are copied into the jar, renamed to
/// nested classes of the network's own, so that no two jars have classes in common.
///
/// - In: a predictor, and rows on the standard input.
/// - Out: a row of outputs for each on the standard output, or one message and the exit code 2.
/// - May use: the runtime and the JDK; nothing else would be there. Nothing that is slow to start: no lambdas, streams,
///   regular expressions or formats.
/// - Start reading at [netwright.program.CsvProgram].
package netwright.program;
