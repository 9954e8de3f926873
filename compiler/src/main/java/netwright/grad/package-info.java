/// Reverse-mode differentiation of a graph.
///
/// In: a scalar node and the variables to differentiate by. Out: the nodes of the derivatives, in the same graph. May
/// use: `netwright.op`, `netwright.ir`. The rules live with the operations; start reading at [Gradient].
package netwright.grad;
