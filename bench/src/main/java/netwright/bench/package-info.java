/// JMH benchmarks, run by `java -jar bench/target/benchmarks.jar`.
///
/// In: the example networks and made-up arrays of the sizes that matter. Out: JMH's tables.
/// May use every module.
/// Start reading at {@link netwright.bench.FusedMultiplyAdd}.
package netwright.bench;
