/// The operations of the graph: each declares its shape rule, meaning, derivative and loop form in one place.
///
/// In: nothing. Out: [Operation] and its families, and [TensorBuilder], which writes expressions over them. May use:
/// `netwright.ir`, `netwright.loop`, `netwright.runtime.math`. Start reading at [Operation], then [Elementwise].
package netwright.op;
