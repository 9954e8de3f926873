/// Other libraries at the work of [netwright.bench], each on one thread: JMH benchmarks, run by `bench/run`.
///
/// In: the networks and samples of [netwright.bench.Networks], with our first weights. Out: JMH's tables.
/// May use every module. Only built in the Maven profile `peers`.
package netwright.bench.peers;
