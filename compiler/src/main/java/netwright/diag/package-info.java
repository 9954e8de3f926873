/// What the compiler says to its user: places in a source text, errors, warnings.
///
/// - In: spans and findings of every stage, added to a [netwright.diag.Problems].
/// - Out: the same findings sorted by place, and as text ([netwright.diag.DiagnosticRenderer]).
/// - May use: nothing but the JDK.
/// - Start reading at [netwright.diag.Diagnostic]; the codes are in [netwright.diag.Code].
package netwright.diag;
