/// The loop language: what a kernel does, as loops over flat memory, before it becomes bytecode.
///
/// In: nothing; `netwright.codegen` builds these values from a memory plan. Out: a [LoopProgram], the same for the
/// scalar and the vector flavour, which `netwright.emit` turns into a class. May use: `netwright.diag` for places in
/// the source. Start reading at [LoopProgram], then [LoopStmt] and [LoopExpr].
///
/// Records that are compared and looked up most write out `equals` and `hashCode`: those that the JVM makes for a record go
/// through method handles, which take long until they are compiled.
package netwright.loop;
