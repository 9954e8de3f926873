package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// AdamW, NAdam, Lion and Adadelta go where the formulas of their papers go, written down here once more by hand.
class OptimizerReferencesTest {
  private static final int STEPS = 1001;
  private static final double TOLERANCE = 1e-12;
  private static final double[] START = {
    -0.21, -0.5, -0.14, -0.34, -0.25, 0.7, -0.11, -0.3, 0.69, -0.05, -0.39, -0.28, -0.07
  };

  @TempDir Path folder;

  /// One step of an optimizer on one parameter. Each parameter has two numbers of state.
  private interface Rule {
    double next(double parameter, double gradient, double[] state, int step);
  }

  @Test
  void adamw() throws IOException {
    double lr = 0.05;
    check(
        "adamw(lr = 0.05, weight_decay = 0.02)",
        (p, g, state, t) -> {
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.999 * state[1] + 0.001 * g * g;
          double m = state[0] / (1 - StrictMath.pow(0.9, t));
          double v = state[1] / (1 - StrictMath.pow(0.999, t));
          return p - lr * 0.02 * p - lr * m / (Math.sqrt(v) + 1e-8);
        });
  }

  @Test
  void nadam() throws IOException {
    double[] product = new double[STEPS + 1];
    product[0] = 1;
    for (int t = 1; t <= STEPS; t++) {
      product[t] = product[t - 1] * mu(t);
    }
    check(
        "nadam(lr = 0.05, weight_decay = 0.01)",
        (p, gradient, state, t) -> {
          double g = gradient + 0.01 * p;
          state[0] = 0.9 * state[0] + 0.1 * g;
          state[1] = 0.999 * state[1] + 0.001 * g * g;
          double m =
              mu(t + 1) * state[0] / (1 - product[t] * mu(t + 1))
                  + (1 - mu(t)) * g / (1 - product[t]);
          double v = state[1] / (1 - StrictMath.pow(0.999, t));
          return p - 0.05 * m / (Math.sqrt(v) + 1e-8);
        });
  }

  private static double mu(int step) {
    return 0.9 * (1 - 0.5 * StrictMath.pow(0.96, step * 0.004));
  }

  @Test
  void lion() throws IOException {
    check(
        "lion(lr = 0.01, weight_decay = 0.1)",
        (p, g, state, _) -> {
          double update = Math.signum(0.9 * state[0] + 0.1 * g);
          state[0] = 0.99 * state[0] + 0.01 * g;
          return p - 0.01 * (update + 0.1 * p);
        });
  }

  @Test
  void adadelta() throws IOException {
    check(
        "adadelta(lr = 0.5, weight_decay = 0.01)",
        (p, gradient, state, _) -> {
          double g = gradient + 0.01 * p;
          state[0] = 0.9 * state[0] + 0.1 * g * g;
          double change = Math.sqrt(state[1] + 1e-6) / Math.sqrt(state[0] + 1e-6) * g;
          state[1] = 0.9 * state[1] + 0.1 * change * change;
          return p - 0.5 * change;
        });
  }

  private void check(String optimizer, Rule rule) throws IOException {
    SigmoidNetwork network = SigmoidNetwork.compiled(folder, optimizer, START);
    double[] parameters = START.clone();
    double[][] states = new double[START.length][2];
    for (int step = 1; step <= STEPS; step++) {
      network.step();
      double[] gradient = gradient(parameters);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = rule.next(parameters[i], gradient[i], states[i], step);
      }
      double[] actual = network.parameters();
      for (int i = 0; i < parameters.length; i++) {
        double difference = Math.abs(actual[i] - parameters[i]);
        String what =
            optimizer
                + ", step "
                + step
                + ", parameter "
                + i
                + ": "
                + actual[i]
                + " instead of "
                + parameters[i];
        assertTrue(difference <= TOLERANCE * Math.max(1, Math.abs(parameters[i])), what);
      }
    }
  }

  /// Of the sum of the network's outputs, by the chain rule.
  private static double[] gradient(double[] p) {
    double[] gradient = new double[p.length];
    for (double[] x : SigmoidNetwork.SAMPLES) {
      double[] a = new double[3];
      double sum = p[12];
      for (int unit = 0; unit < 3; unit++) {
        a[unit] = sigmoid(p[2 * unit] * x[0] + p[2 * unit + 1] * x[1] + p[6 + unit]);
        sum += p[9 + unit] * a[unit];
      }
      double out = sigmoid(sum) * (1 - sigmoid(sum));
      gradient[12] += out;
      for (int unit = 0; unit < 3; unit++) {
        double inner = out * p[9 + unit] * a[unit] * (1 - a[unit]);
        gradient[9 + unit] += out * a[unit];
        gradient[6 + unit] += inner;
        gradient[2 * unit] += inner * x[0];
        gradient[2 * unit + 1] += inner * x[1];
      }
    }
    return gradient;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
