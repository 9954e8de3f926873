/// The class that users call, as Java source.
///
/// - In: what is known of a network, a `netwright.runtime.Schema`.
/// - Out: the source of its class with typed methods, its class files, and the texts beside them that it reads when it runs.
/// - May use: `netwright.diag`, the runtime, and the JDK's compiler.
/// - Start reading at [netwright.facade.FacadeWriter]; what the class can do is a list of [netwright.facade.Section]s.
package netwright.facade;
