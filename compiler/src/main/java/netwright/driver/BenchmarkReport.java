package netwright.driver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.driver.Measurement.Work;

/// What measuring a network came to.
///
/// @param network its name
/// @param parameters how many numbers are trained
/// @param rows samples that there are
/// @param madeUp why the samples are made-up ones, if they are
/// @param withoutVectors why no vector code was measured, if it was asked for
/// @param peakGigaflops the most that a core did in this process, in fused multiply-adds that stay in registers
public record BenchmarkReport(
    String network,
    long parameters,
    int rows,
    Optional<String> madeUp,
    Optional<String> withoutVectors,
    double peakGigaflops,
    List<Result> results) {

  public BenchmarkReport {
    results = List.copyOf(results);
  }

  /// The figures of one kind of work.
  ///
  /// @param withoutInterpreter why it was not interpreted, if it was not
  public record Result(
      Work work, List<Measurement> measurements, Optional<String> withoutInterpreter) {

    public Result {
      measurements = List.copyOf(measurements);
    }

    /// How many times faster than the interpreter `measured` is, if that ran too.
    public OptionalDouble timesInterpreted(Measurement measured) {
      return measurements.stream()
          .filter(other -> other.form() == Form.INTERPRETED)
          .mapToDouble(interpreted -> interpreted.stepMicros() / measured.stepMicros())
          .findFirst();
    }
  }

  /// The share of the peak that `measured` reaches.
  public double share(Measurement measured) {
    return measured.gigaflops() / peakGigaflops;
  }
}
