package netwright.examples.bits;

import java.util.List;
import java.util.Optional;

/// One way to train the same network.
///
/// @param mode `compiled` or `interpreted`
/// @param flavour the flavour to ask for
/// @param expected the flavour that must be chosen
/// @param flags of the virtual machine
/// @param needs what the processor must have for this to mean anything
record Configuration(
    String mode, String flavour, String expected, List<String> flags, Needs needs) {

  /// What a configuration needs of the processor.
  enum Needs {
    NOTHING,
    X86,
    AVX2,
    FMA
  }

  /// All ways to train; those under `-Xint` with vectors are for small networks only, since every vector is an object
  /// there.
  static List<Configuration> all(boolean small) {
    List<Configuration> all =
        new java.util.ArrayList<>(
            List.of(
                new Configuration("interpreted", "auto", "interpreted", List.of(), Needs.NOTHING),
                scalar(Needs.NOTHING),
                scalar(Needs.NOTHING, "-Xint"),
                scalar(Needs.AVX2, "-XX:UseAVX=2"),
                scalar(Needs.X86, "-XX:UseAVX=0"),
                scalar(Needs.X86, "-Xint", "-XX:UseAVX=0"),
                new Configuration(
                    "compiled", "vector", "scalar", List.of("-XX:UseAVX=0"), Needs.X86),
                vector(Needs.FMA),
                vector(Needs.AVX2, "-XX:UseAVX=2")));
    if (small) {
      all.add(vector(Needs.FMA, "-Xint"));
    }
    return List.copyOf(all);
  }

  /// Why this machine cannot run it, if it cannot.
  Optional<String> impossible(Machine machine) {
    return switch (needs) {
      case NOTHING -> Optional.empty();
      case X86 -> machine.x86() ? Optional.empty() : Optional.of("skipped: no x86, no flag UseAVX");
      case AVX2 -> machine.avx() >= 2 ? Optional.empty() : Optional.of("skipped: no AVX2");
      case FMA -> machine.fma() ? Optional.empty() : Optional.of("skipped: no fused multiply-add");
    };
  }

  @Override
  public String toString() {
    String wanted = mode.equals("interpreted") ? mode : flavour;
    return flags.isEmpty() ? wanted : wanted + " " + String.join(" ", flags);
  }

  private static Configuration scalar(Needs needs, String... flags) {
    return new Configuration("compiled", "scalar", "scalar", List.of(flags), needs);
  }

  private static Configuration vector(Needs needs, String... flags) {
    return new Configuration("compiled", "vector", "vector", List.of(flags), needs);
  }
}
