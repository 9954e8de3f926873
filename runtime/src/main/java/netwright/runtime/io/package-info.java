/// Files: writing them so that a crash loses nothing, and named tensors in the safetensors format.
///
/// - In: paths, named arrays. Out: files, named arrays, or an `IOException` that says in one line
///   what is wrong.
/// - May use: the JDK. What a file claims is checked against its size before memory is allocated
///   for it; no class name and no code is ever read from a file.
/// - Start reading at [netwright.runtime.io.Safetensors]; [netwright.runtime.io.AtomicFile] is what
///   every writer goes through.
package netwright.runtime.io;
