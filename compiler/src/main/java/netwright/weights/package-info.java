/// Files of weights: safetensors and NumPy's `.npz`, and the names and layouts that PyTorch has for the same weights.
///
/// - In: paths of files that may be damaged or hostile; a [netwright.check.TypedModel], whose variables know which layers they
///   belong to.
/// - Out: tensors by name, as netwright or as PyTorch lays them out; files.
/// - May use: `netwright.arrays`, `netwright.check`, Jackson for the metadata of an `.npz` file.
/// - Start reading at [netwright.weights.TensorFiles], then [netwright.weights.Counterparts].
package netwright.weights;
