package netwright.driver;

import netwright.driver.Measurement.Work;

/// Is told how far measuring is.
public interface BenchmarkListener {

  /// `work` is going to be measured in `form`.
  void measuring(Work work, Form form);

  /// It has been.
  void measured(Measurement measurement);
}
