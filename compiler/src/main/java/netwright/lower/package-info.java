/// From typed expressions to graphs: one for each thing a program does.
///
/// In: a `TypedModel` and the precision. Out: a [LoweredModel], the graphs `predict`, `evaluate`, `train` and one for
/// each fitted state, and a list of their variables. May use: `netwright.check`, `netwright.grad`, `netwright.op`,
/// `netwright.ir`. The order of every sum is fixed here. Start reading at [Lowering], then `ExprLowering`.
package netwright.lower;
