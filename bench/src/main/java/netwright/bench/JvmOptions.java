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

  /// Loops are compiled once, not for the call that is running and again for those to come: all is warm sooner. The same three as
  /// in `netc`.
  static final String RUNNING_LOOPS = "-XX:Tier4BackEdgeThreshold=400000";

  static final String METHODS_WITH_LOOPS = "-XX:Tier4MinInvocationThreshold=20";
  static final String PROFILES = "-XX:Tier3DelayOn=1000";

  private JvmOptions() {}
}
