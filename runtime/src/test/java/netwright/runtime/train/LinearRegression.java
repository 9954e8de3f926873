package netwright.runtime.train;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// A training step written by hand: y = a · x + b, mean squared error, gradient descent at a rate of 0.1.
///
/// The weights a and b are the first two floats of the persistent memory.
final class LinearRegression implements Program {
  static final ProgramSpec SPEC =
      new ProgramSpec(
          "train",
          4,
          8,
          3,
          0,
          List.of(
              new Port("x", false, 0, 1, true),
              new Port("y", false, 4, 1, true),
              new Port("epoch", true, 1, 1, false),
              new Port("progress", true, 2, 1, false)),
          List.of(new Port("loss", true, 0, 1, false)));

  final List<Double> progress = new ArrayList<>();
  final List<Double> epochs = new ArrayList<>();
  final List<Integer> rows = new ArrayList<>();
  final List<Float> seen = new ArrayList<>();

  @Override
  public void run(Memory memory, int rows) {
    double loss = 0;
    double byA = 0;
    double byB = 0;
    for (int row = 0; row < rows; row++) {
      float x = memory.scratch[row];
      double error = memory.persistent[0] * x + memory.persistent[1] - memory.scratch[4 + row];
      loss += error * error / rows;
      byA += 2 * error * x / rows;
      byB += 2 * error / rows;
      seen.add(x);
    }
    memory.persistent[0] -= (float) (0.1 * byA);
    memory.persistent[1] -= (float) (0.1 * byB);
    memory.wide[0] = loss;
    epochs.add(memory.wide[1]);
    progress.add(memory.wide[2]);
    this.rows.add(rows);
  }
}
