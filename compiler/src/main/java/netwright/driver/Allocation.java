package netwright.driver;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How many bytes the current thread has allocated so far, if the virtual machine counts them.
final class Allocation {
  /// Whether [#bytes] knows.
  static final boolean COUNTED =
      ModuleLayer.boot().findModule("jdk.management").isPresent() && Counter.isPossible();

  private Allocation() {}

  /// The number of bytes; 0 if they are not counted. Asking may itself allocate a little.
  static long bytes() {
    return COUNTED ? Counter.bytes() : 0;
  }

  /// A class of its own, for virtual machines without that module.
  private static final class Counter {
    private static final ThreadMXBean THREADS =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads ? threads : null;

    static boolean isPossible() {
      return THREADS != null
          && THREADS.isThreadAllocatedMemorySupported()
          && THREADS.isThreadAllocatedMemoryEnabled();
    }

    static long bytes() {
      return THREADS.getCurrentThreadAllocatedBytes();
    }
  }
}
