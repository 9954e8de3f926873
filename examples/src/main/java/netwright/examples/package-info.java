/// Programs that embed a compiled network.
///
/// In: the `.net` files and data of this module. Out: predictions and trained weights.
/// May use the compiler's exported packages and the runtime, as any user's program would.
/// Each program is run by a test of the same name.
package netwright.examples;
