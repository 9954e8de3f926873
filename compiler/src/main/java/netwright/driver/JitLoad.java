package netwright.driver;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/// How busy the virtual machine's compilers are: while they work, the times of a program can still change.
final class JitLoad {
  private static final boolean KNOWN =
      ModuleLayer.boot().findModule("java.management").isPresent() && Clock.isKept();

  private long nanos = System.nanoTime();
  private long millis = worked();

  /// The share of the time since the last call that a compiler worked; 0 if the virtual machine does not say.
  double sinceLastCall() {
    long laterNanos = System.nanoTime();
    long laterMillis = worked();
    double share = (laterMillis - millis) * 1e6 / Math.max(1, laterNanos - nanos);
    nanos = laterNanos;
    millis = laterMillis;
    return share;
  }

  private static long worked() {
    return KNOWN ? Clock.COMPILERS.getTotalCompilationTime() : 0;
  }

  /// A class of its own, for virtual machines without that module.
  private static final class Clock {
    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    static boolean isKept() {
      return COMPILERS != null && COMPILERS.isCompilationTimeMonitoringSupported();
    }
  }
}
