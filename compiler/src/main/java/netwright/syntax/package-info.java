/// Text to syntax tree.
///
/// - In: a [netwright.diag.Source].
/// - Out: a [netwright.syntax.Ast.NetFile], every node with its span, or diagnostics; [netwright.syntax.AstPrinter] shows it.
/// - May use: `netwright.grammar` and ANTLR (nobody else does), `netwright.diag`.
/// - Start reading at [netwright.syntax.NetParser], then [netwright.syntax.Ast]. All passes are iterative over long chains.
package netwright.syntax;
