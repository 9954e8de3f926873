package netwright.bench;

/// The options with which the launcher `netc` starts long trainings, for JMH's annotations.
final class JvmOptions {
  static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /// Pages of 2 MB.
  static final String PAGES = "-XX:+UseTransparentHugePages";

  /// Arrays that start with a line of the caches.
  static final String LINES = "-XX:ObjectAlignmentInBytes=64";

  /// No integers in the registers of vectors.
  static final String REGISTERS = "-XX:-UseFPUForSpilling";

  private JvmOptions() {}
}
