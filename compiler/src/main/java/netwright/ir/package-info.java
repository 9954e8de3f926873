/// The computation graph: typed nodes in topological order, and the only factory that makes them.
///
/// In: operations (`netwright.op`) and places in the source (`netwright.diag`). Out: an immutable [Graph], which prints
/// as text. May use: `netwright.diag` only. Start reading at [Graph], then [Node] and [TensorType].
package netwright.ir;
