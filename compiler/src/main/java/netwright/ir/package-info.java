/// The computation graph: typed nodes in topological order, and the only factory that makes them.
///
/// In: operations (`netwright.op`) and places in the source (`netwright.diag`). Out: an immutable [Graph], which prints
/// as text. May use: `netwright.diag` only. Start reading at [Graph], then [Node] and [TensorType].
///
/// Records that are compared and looked up most write out `equals` and `hashCode`: those that the JVM makes for a record go
/// through method handles, which take long until they are compiled.
package netwright.ir;
