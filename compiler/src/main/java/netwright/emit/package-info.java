/// From the loop language to class files; the only package that knows ASM.
///
/// In: a [netwright.loop.LoopProgram], or a [netwright.parallel.Schedule] of one, and the [Lanes] to write it for. Out:
/// [EmittedClass]es, one of which implements `netwright.runtime.Program`. May use: `netwright.loop`, `netwright.parallel`,
/// `netwright.shared`, `netwright.diag`, ASM, and of the runtime what generated code calls. [Processor] says which code is fastest here. Start
/// reading at [ClassEmitter], then [Statements] and [LaneStatements].
package netwright.emit;
