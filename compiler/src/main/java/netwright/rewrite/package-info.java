/// Rewrites graphs by rules, each an equation.
///
/// In: a [netwright.ir.Graph]. Out: a graph that computes the same. May use: `netwright.op`, `netwright.ir`. Start
/// reading at [Pipeline], then [Rule]; the rules are in [ExactRules] and [RelaxedRules].
/// What looks at a whole data set is cut here, too: [BatchSplit] in two for the interpreter, [Stages] for compiled trainers.
package netwright.rewrite;
