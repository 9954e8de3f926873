package netwright.runtime.math;

/// Finds out whether [Math#fma(double, double, double)] runs on hardware, by timing it.
///
/// The virtual machine has an option that tells (`UseFMA`), but asking for it through
/// `HotSpotDiagnosticMXBean` costs 35 ms and more of every start, needs the module
/// `jdk.management`, and exists on HotSpot only. The two sides differ so much that a clock tells
/// them apart in 20 µs: an instruction takes 0.1 µs even when the call is interpreted, the software
/// form needs more than 20 µs for operands whose exact decimal expansions have a thousand digits. A
/// wrong guess would cost speed and never a bit, since both sides of [Fma] agree.
final class FmaProbe {
  private static final int CALLS = 24;
  private static final long THRESHOLD_NANOSECONDS = 3_000;

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
