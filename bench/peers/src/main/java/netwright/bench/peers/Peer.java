package netwright.bench.peers;

/// Another library, ready to be measured.
interface Peer extends AutoCloseable {

  @Override
  void close();

  /// One that trains.
  interface Training extends Peer {

    /// One training step on the whole batch; the loss before it, if the library says it then.
    double step();

    /// The loss, found with or without a step.
    default double loss() {
      return step();
    }
  }

  /// One that predicts.
  interface Prediction extends Peer {

    /// Predicts for all rows. What it returns is only good until the next call.
    Object predict();

    /// What the last prediction was, row after row.
    float[] predicted();
  }
}
