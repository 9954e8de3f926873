/// The interpreter: what a graph means, computed as plainly as possible. Compiled code must agree bit for bit.
///
/// In: a [netwright.ir.Graph] and the values of its inputs and variables. Out: the values of its results. May use:
/// `netwright.op`, `netwright.ir`, `netwright.runtime`. Start reading at [Interpreter].
package netwright.interp;
