/// Random numbers that depend on their place only, never on who draws them when.
///
/// - In: a seed, a stream (what the number is for), a step and the index of an element. Out: that
///   element's random number.
/// - May use: `java.lang`; no state is kept, so threads and lanes draw in any order and get the
///   same bits.
/// - Start reading at [netwright.runtime.random.Philox]; [netwright.runtime.random.Purpose] numbers
///   the streams.
package netwright.runtime.random;
