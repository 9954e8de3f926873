/// The loop language: what a kernel does, as loops over flat memory, before it becomes bytecode.
///
/// In: nothing; `netwright.codegen` builds these values from a memory plan. Out: a [LoopProgram], the same for the
/// scalar and the vector flavour, which `netwright.emit` turns into a class. May use: `netwright.diag` for places in
/// the source. Start reading at [LoopProgram], then [LoopStmt] and [LoopExpr].
package netwright.loop;
