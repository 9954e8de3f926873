/// The stages put together: a source to a trained network.
///
/// - In: a `.net` file and [netwright.driver.CompileOptions].
/// - Out: programs to run ([netwright.driver.Compilation], [netwright.driver.LoadedNetwork]), trained weights and figures
///   ([netwright.driver.TrainingReport], [netwright.driver.BenchmarkReport]), classes and jars ([netwright.driver.Artefact]).
/// - May use: every other package but `netwright.cli`.
/// - Start reading at [netwright.driver.Compiler], then [netwright.driver.Training].
package netwright.driver;
