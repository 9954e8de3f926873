/// Arithmetic whose results have the same bits on every machine.
///
/// - In: floating-point numbers. Out: floating-point numbers; nothing is kept and nothing fails.
/// - May use: `java.lang` only, and of it never `Math.exp` and its kin, whose bits differ between
///   machines.
/// - The f32 functions are straight lines of operations that each round once, so that a vector form
///   can repeat them lane by lane.
/// - Start reading at [netwright.runtime.math.Functions]; [netwright.runtime.math.Fma] explains
///   what "rounds once" costs.
package netwright.runtime.math;
