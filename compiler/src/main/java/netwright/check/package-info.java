/// From syntax to meaning: names, shapes, parameters, the recipe of training.
///
/// In: an `Ast` and overrides. Out: a [TypedModel], or diagnostics for everything that is wrong. May use:
/// `netwright.syntax`, `netwright.diag`, and of `netwright.op` and `netwright.ir` what describes operations and shapes.
/// Layers are expanded while they are checked. Start reading at [Checker], then `NetworkChecker` and `Elaborator`.
package netwright.check;
