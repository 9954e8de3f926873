/// The same bits from every machine: the examples are trained in virtual machines that differ in all that must not matter.
///
/// In: the example networks. Out: one table a network, and a failure if two weights differ.
/// May use the command line, as a user does.
/// Start reading at {@link netwright.examples.bits.SameBitsTest}.
package netwright.examples.bits;
