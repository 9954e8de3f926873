/// JMH benchmarks: `bench/run steps`, `predictions` or `contractions` runs those of one table, row by row
/// ([RowByRow]), and prints it.
///
/// In: the networks among the resources and made-up samples. Out: JMH's tables and results, and [Report]'s tables of them.
/// May use every module. Other libraries at the same work are in `bench/peers`.
/// Start reading at {@link netwright.bench.StepBenchmark}.
package netwright.bench;
