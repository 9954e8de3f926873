/// What is built, used as others use it.
///
/// - In: the jars of the other modules.
/// - Out: nothing; all that is here is tests. They run programs and builds in processes of their own, in the phase
///   `integration-test`, when the jars are there.
/// - Start reading at `MavenSampleTest`.
package netwright.integration;
