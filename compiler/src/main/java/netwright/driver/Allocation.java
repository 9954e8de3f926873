package netwright.driver;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/// How many bytes the current thread has allocated so far, if the virtual machine counts them.
final class Allocation {
  private static final boolean COUNTED =
      ModuleLayer.boot().findModule("jdk.management").isPresent() && Counter.isPossible();

  private Allocation() {}

  static OptionalLong bytes() {
    return COUNTED ? OptionalLong.of(Counter.bytes()) : OptionalLong.empty();
  }

  /// A class of its own, for virtual machines without that module.
  private static final class Counter {

    static boolean isPossible() {
      return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
          && threads.isThreadAllocatedMemorySupported()
          && threads.isThreadAllocatedMemoryEnabled();
    }

    static long bytes() {
      return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
  }
}
