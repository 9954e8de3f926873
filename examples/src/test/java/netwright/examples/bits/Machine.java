package netwright.examples.bits;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// What the processor under this virtual machine can do, as HotSpot sees it.
///
/// @param avx the highest generation of AVX; 0 without, or on another kind of processor
/// @param fma whether it multiplies and adds with one rounding
/// @param x86 whether HotSpot knows the flag `UseAVX` at all
record Machine(int avx, boolean fma, boolean x86) {

  /// The machine that the tests run on.
  static Machine here() {
    String avx = flag("UseAVX", "absent");
    boolean x86 = !avx.equals("absent");
    return new Machine(
        x86 ? Integer.parseInt(avx) : 0, Boolean.parseBoolean(flag("UseFMA", "true")), x86);
  }

  private static String flag(String name, String otherwise) {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return hotSpot.getVMOption(name).getValue();
    } catch (IllegalArgumentException unknownFlag) {
      return otherwise;
    }
  }
}
