package netwright.runtime.math;

/// Finds out whether [Math#fma(double, double, double)] runs on hardware, by timing it.
///
/// The virtual machine has an option that tells (`UseFMA`), but asking for it through
/// `HotSpotDiagnosticMXBean` adds 35 ms and more to a start, needs the module `jdk.management`, and
/// exists on HotSpot only. A clock tells the two sides apart in 20 µs: the instruction takes 0.1 µs
/// even when the call is interpreted; the software form takes 5 µs and more even when it is compiled,
/// for operands whose exact decimal expansions have hundreds of digits. A wrong guess would cost
/// speed and never a bit, since both sides of [Fma] agree.
final class FmaProbe {
  private static final int CALLS = 24;
  private static final long THRESHOLD_NANOSECONDS = 1_000;

  private FmaProbe() {}

  /// Whether the fastest of a few calls took less than the threshold.
  static boolean isFast() {
    long fastest = Long.MAX_VALUE;
    double value = 1.0 / 3.0;
    for (int call = 0; call < CALLS; call++) {
      long start = System.nanoTime();
      value = Math.fma(value * 0x1.3p-900, 0x1.123456789abcdp900, value);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return value > 0 && fastest < THRESHOLD_NANOSECONDS;
  }
}
