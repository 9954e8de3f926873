/// Groups the nodes of a graph into kernels: pieces of work that pass over memory once.
///
/// In: a [netwright.ir.Graph]. Out: a [KernelGraph], the same computation as a list of kernels. May use:
/// `netwright.op`, `netwright.ir`, `netwright.loop`. Start reading at [Kernel], then [Fusion].
package netwright.fuse;
