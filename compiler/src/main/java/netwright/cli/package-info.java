/// The command line `netc`.
///
/// In: the arguments. Out: files, lines on the screen and an exit code.
/// May use the driver and everything below it.
/// Start reading at {@link netwright.cli.Main}.
package netwright.cli;
