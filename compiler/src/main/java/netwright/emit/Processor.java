package netwright.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.runtime.Flavour;

/// What code for the processor at hand should know of it; results do not depend on it.
public final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final String WINDOWS = "PROCESSOR_IDENTIFIER";

  private static final Pattern FAMILY =
      Pattern.compile("cpu family\\s*:\\s*(\\d+)|family (\\d+)", Pattern.CASE_INSENSITIVE);

  /// AMD's processors with 512 bits before Zen 5 (AMD, *Software Optimization Guide for the AMD Zen4 Microarchitecture*, 57647).
  private static final int ZEN_4 = 25;

  private Processor() {}

  /// The strategy of `flavour` that is fastest here.
  public static Lanes lanes(Flavour flavour) {
    return Lanes.of(flavour, flavour == Flavour.V512 && Here.WHOLE);
  }

  /// Whether a processor that the system describes like this does products of 512 bits in one piece.
  static boolean isWhole(String description) {
    Matcher matcher = FAMILY.matcher(description);
    boolean amd = description.toLowerCase(Locale.ROOT).contains("authenticamd");
    return !amd || !matcher.find() || family(matcher) != ZEN_4;
  }

  private static int family(Matcher matcher) {
    return Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
  }

  /// What is found out once, when first asked for.
  private static final class Here {
    static final boolean WHOLE = isWhole(description());

    private static String description() {
      String windows = System.getenv(WINDOWS);
      if (windows != null) {
        return windows;
      }
      try {
        return Files.isReadable(LINUX) ? Files.readString(LINUX) : "";
      } catch (IOException _) {
        return "";
      }
    }
  }
}
