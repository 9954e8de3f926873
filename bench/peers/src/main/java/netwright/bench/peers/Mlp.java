package netwright.bench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netwright.bench.Networks;
import netwright.bench.Prediction;
import netwright.driver.Compilation;
import netwright.driver.Workload;
import netwright.runtime.Memory;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.Variable;

/// A measured network as other libraries need it to build it anew: dense layers with our first weights, and our samples.
///
/// @param rows samples in a batch
/// @param y targets, row-major; for [Loss#CROSS_ENTROPY] the numbers of classes
record Mlp(
    String name,
    int rows,
    List<Layer> layers,
    Loss loss,
    double learningRate,
    float[] x,
    float[] y) {

  /// What follows a layer's product and bias.
  enum Activation {
    NONE,
    RELU,
    GELU,
    TANH
  }

  /// The mean over the batch (and the outputs) that training makes smaller.
  enum Loss {
    MSE,
    CROSS_ENTROPY
  }

  /// activation(x · weight + bias).
  ///
  /// @param weight [inputs, outputs], row-major
  record Layer(int inputs, int outputs, float[] weight, float[] bias, Activation activation) {

    /// The weight as [outputs, inputs].
    float[] transposed() {
      float[] result = new float[weight.length];
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          result[o * inputs + i] = weight[i * outputs + o];
        }
      }
      return result;
    }
  }

  /// The network `name` (`w1` and so on) with a batch for a training step.
  static Mlp training(String name) {
    Compilation compilation = Networks.compile(name);
    return of(name, compilation, Workload.training(compilation));
  }

  /// The network and samples of `work`, such as `w2 1024`, to predict.
  static Mlp prediction(String work) {
    String[] parts = work.split(" ");
    int rows = Integer.parseInt(parts[1]);
    float[] x = Prediction.of(work, "scalar").samples();
    Mlp network = training(parts[0]);
    return new Mlp(
        parts[0], rows, network.layers(), network.loss(), network.learningRate(), x, new float[0]);
  }

  private static Mlp of(String name, Compilation compilation, Workload work) {
    Activation hidden =
        switch (name) {
          case "w1", "w2" -> Activation.RELU;
          case "w3" -> Activation.GELU;
          case "w4" -> Activation.TANH;
          default -> throw new IllegalArgumentException("no network " + name);
        };
    Loss loss = name.equals("w1") || name.equals("w3") ? Loss.MSE : Loss.CROSS_ENTROPY;
    List<Layer> layers = layers(compilation, work.memory().persistent, hidden);
    float[] x = work.samples().of("x");
    float[] y = work.samples().of("y");
    return new Mlp(name, work.rows(), layers, loss, learningRate(name), x, y);
  }

  /// As the network's file says.
  private static double learningRate(String name) {
    return switch (name) {
      case "w1" -> 0.01;
      case "w4" -> 0.00001;
      default -> 0.001;
    };
  }

  private static List<Layer> layers(Compilation compilation, float[] values, Activation hidden) {
    List<Variable> parameters =
        compilation.variables().stream()
            .filter(variable -> variable.role() == Variable.Role.PARAMETER)
            .toList();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i += 2) {
      Variable weight = parameters.get(i);
      boolean last = i == parameters.size() - 2;
      layers.add(
          new Layer(
              weight.shape().get(0),
              weight.shape().get(1),
              values(weight, values),
              values(parameters.get(i + 1), values),
              last ? Activation.NONE : hidden));
    }
    return layers;
  }

  private static float[] values(Variable variable, float[] values) {
    return Arrays.copyOfRange(values, variable.offset(), variable.offset() + variable.size());
  }

  /// Numbers in a sample.
  int inputs() {
    return layers.getFirst().inputs();
  }

  /// Numbers in a prediction.
  int outputs() {
    return layers.getLast().outputs();
  }

  /// The targets as vectors with a one at the class.
  float[] oneHot() {
    float[] result = new float[rows * outputs()];
    for (int row = 0; row < rows; row++) {
      result[row * outputs() + (int) y[row]] = 1;
    }
    return result;
  }

  /// What our own program's first `steps` steps say the loss is.
  double[] losses(int steps) {
    Workload work = Workload.training(Networks.compile(name));
    Program program = Networks.program(work, "vector");
    Memory memory = work.memory();
    Port loss = work.spec().output("loss");
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      memory.step = step + 1;
      program.run(memory, rows);
      losses[step] = loss.wide() ? memory.wide[loss.offset()] : memory.scratch[loss.offset()];
    }
    return losses;
  }

  /// What our own program predicts for the first rows, row after row.
  float[] predictions() {
    Prediction ours = Prediction.of(name, rows, "vector");
    ours.run();
    return ours.lastPiece();
  }
}
