/// The command line `netc`.
///
/// - In: the arguments.
/// - Out: files, lines on the screen and an exit code (0 fine, 1 failed, 2 bad input or usage).
/// - May use: `netwright.driver` and everything below it, picocli and Jackson (nobody else does).
/// - Start reading at [netwright.cli.Main], then [netwright.cli.AnyCommand] and [netwright.cli.NetCommand].
package netwright.cli;
