package netwright.driver;

import java.util.OptionalLong;

/// How fast one form of a program is.
///
/// @param work what a run does
/// @param form how
/// @param lanes numbers that its code works on at a time
/// @param stepMicros microseconds of a run, the median of many samples
/// @param firstMillis milliseconds from the text to the end of the first run: compiling, loading, running
/// @param bytes that a run allocates, if the virtual machine says
/// @param steps runs that were timed
/// @param settled whether the times stood still before they were taken
public record Measurement(
    Work work,
    Form form,
    int lanes,
    double stepMicros,
    double firstMillis,
    OptionalLong bytes,
    long steps,
    boolean settled) {

  /// What is measured.
  ///
  /// @param name `step` or `prediction`
  /// @param rows samples in a run
  /// @param flops floating-point operations of a run in contractions, two for each product
  public record Work(String name, int rows, long flops) {}

  /// Samples that pass in a second.
  public double samplesPerSecond() {
    return work.rows() / stepMicros * 1e6;
  }

  /// Billions of floating-point operations a second, those of contractions.
  public double gigaflops() {
    return work.flops() / stepMicros / 1e3;
  }
}
