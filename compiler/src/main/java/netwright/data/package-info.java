/// Files of numbers to samples.
///
/// - In: a [netwright.data.DataRecipe]: which files, which columns for which input or target, what is held out.
/// - Out: a [netwright.data.LoadedData]: samples for training, validation and test, labels of classes, hashes of files.
/// - May use: `netwright.diag`, `netwright.runtime.train`, `netwright.runtime.random`, FastCSV (nobody else does).
/// - Start reading at [netwright.data.DataLoader], then [netwright.data.PlainTable], which reads most files, and
///   [netwright.data.AnyTable], which reads the others and finds what is wrong.
package netwright.data;
