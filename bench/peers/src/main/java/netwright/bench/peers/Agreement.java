package netwright.bench.peers;

import java.util.Arrays;

/// A peer is measured only if it does the same work: it must say what ours says, and learn.
final class Agreement {
  private static final double FIRST_LOSS = 1e-3;

  /// TensorFlow's Adam adds its epsilon before the correction of the means, so its first steps differ a little.
  private static final double LAST_LOSS = 5e-2;

  private Agreement() {}

  /// `peer` itself, after some steps with the losses of our own program.
  ///
  /// @throws IllegalStateException if it does other work
  static Peer.Training checked(Peer.Training peer, Mlp mlp) {
    double[] ours = mlp.losses(mlp.name().equals("w3") ? 3 : 10);
    double[] theirs = new double[ours.length];
    for (int step = 0; step < ours.length; step++) {
      theirs[step] = peer.step();
    }
    int last = ours.length - 1;
    boolean agree =
        near(ours[0], theirs[0], FIRST_LOSS)
            && near(ours[last], theirs[last], LAST_LOSS)
            && theirs[last] < theirs[0];
    String losses = "ours " + Arrays.toString(ours) + ", theirs " + Arrays.toString(theirs);
    System.out.println("losses: " + losses);
    if (!agree) {
      throw new IllegalStateException("other losses: " + losses);
    }
    return peer;
  }

  /// `peer` itself, which trains in its own way from other weights: its loss must only fall.
  ///
  /// @throws IllegalStateException if it does not
  static Peer.Training learning(Peer.Training peer, int steps) {
    double first = peer.loss();
    for (int step = 1; step < steps; step++) {
      peer.step();
    }
    double last = peer.loss();
    System.out.println("losses: " + first + " falls to " + last);
    if (!(last < first)) {
      throw new IllegalStateException("the loss does not fall: " + first + ", then " + last);
    }
    return peer;
  }

  /// `peer` itself, after a prediction like that of our own program.
  ///
  /// @throws IllegalStateException if it predicts something else
  static Peer.Prediction checked(Peer.Prediction peer, Mlp mlp) {
    peer.predict();
    float[] ours = mlp.predictions();
    float[] theirs = peer.predicted();
    boolean agree = theirs.length % ours.length == 0; // the samples are repeated, if they are many
    for (int i = 0; agree && i < ours.length; i++) {
      agree = Math.abs(ours[i] - theirs[i]) <= 1e-3 * (1 + Math.abs(ours[i]));
    }
    if (!agree) {
      throw new IllegalStateException(
          "other predictions: ours "
              + Arrays.toString(ours)
              + ", theirs "
              + Arrays.toString(theirs));
    }
    return peer;
  }

  private static boolean near(double ours, double theirs, double tolerance) {
    return Math.abs(ours - theirs) <= tolerance * Math.abs(ours);
  }
}
