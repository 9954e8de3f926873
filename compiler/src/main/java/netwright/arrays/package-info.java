/// Files of arrays: NumPy's `.npy` and `.npz`, and the IDX files of MNIST.
///
/// - In: the path of a file that may be damaged or hostile.
/// - Out: an [netwright.arrays.ArrayFile]: which arrays are in it, their types and shapes, and their elements, in order, for an
///   [netwright.arrays.ElementSink]. What a header claims is compared with the bytes that are there before it is believed.
/// - May use: the JDK.
/// - Start reading at [netwright.arrays.ArrayFile].
package netwright.arrays;
