package netwright.driver;

import netwright.diag.Code;
import netwright.diag.CompilationFailed;

/// How long each form of a program is measured, warming up included. A run that has begun is ended.
///
/// @param steps the most runs
/// @param seconds about how long; less if the times settle before
public record Limits(long steps, double seconds) {

  /// @throws CompilationFailed if nothing can be measured
  public Limits {
    if (steps < 1) {
      throw Failures.of(Code.USAGE, "--steps " + steps + " measures nothing", "give at least 1");
    }
    if (!(seconds > 0 && seconds <= 3600)) {
      throw Failures.of(
          Code.USAGE, "--seconds " + seconds + " is no time to measure", "give from 0.1 to 3600");
    }
  }
}
