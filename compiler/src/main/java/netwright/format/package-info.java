/// One layout for all `.net` files: what `netc fmt` writes.
///
/// - In: a [netwright.diag.Source].
/// - Out: its text with other white space, or the syntax errors it has.
/// - May use: `netwright.syntax`, `netwright.diag`.
/// - Start reading at [netwright.format.Formatter]: the words and signs of a file (`Words`) are cut into items by the
///   syntax tree (`Outline`), each item becomes a [netwright.format.Doc] that knows where it may break
///   (`ItemDocs`, `ExpressionDocs`) and then lines (`DocPrinter`), and lines are lined up (`Alignment`).
package netwright.format;
