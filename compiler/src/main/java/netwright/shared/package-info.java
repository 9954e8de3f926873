/// What generated code calls while its own vector code is not warm: one product of matrices for all shapes, in vectors, what `relu`
/// and its derivative do with it, in vectors too, and sums of the columns of a matrix, in plain code.
///
/// - In: places, strides and counts in flat arrays.
/// - Out: the sums, in the same bits as the kernels that know their shapes.
/// - May use: the JDK only. It is here and not in the runtime since only `netc` itself runs such code.
/// - Start reading at [netwright.shared.SharedContraction], [netwright.shared.SharedGate] and [netwright.shared.SharedSums].
package netwright.shared;
