package netwright.bench.peers;

import smile.base.mlp.HiddenLayerBuilder;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.util.function.TimeFunction;

/// Smile: in double precision, sample by sample. It has no Adam; momentum and RMSProp together are its nearest.
final class Smile {
  private static final TimeFunction MOMENTUM = TimeFunction.constant(0.9);
  private static final double RHO = 0.999;
  private static final double EPSILON = 1e-8;

  private Smile() {}

  static Peer.Training training(Mlp mlp) {
    return mlp.loss() == Mlp.Loss.MSE ? regression(mlp) : classification(mlp);
  }

  private static Peer.Training regression(Mlp mlp) {
    smile.regression.MLP model = new smile.regression.MLP(layers(mlp));
    double[][] x = Rows.of(mlp.x(), mlp.rows());
    double[] y = new double[mlp.rows()];
    for (int row = 0; row < y.length; row++) {
      y[row] = mlp.y()[row];
    }
    model.setLearningRate(TimeFunction.constant(mlp.learningRate()));
    model.setMomentum(MOMENTUM);
    model.setRMSProp(RHO, EPSILON);
    return new Steps() {
      @Override
      void update() {
        model.update(x, y);
      }

      @Override
      public double loss() {
        double sum = 0;
        for (int row = 0; row < y.length; row++) {
          double error = model.predict(x[row]) - y[row];
          sum += error * error;
        }
        return sum / y.length;
      }
    };
  }

  private static Peer.Training classification(Mlp mlp) {
    MLP model = new MLP(layers(mlp));
    double[][] x = Rows.of(mlp.x(), mlp.rows());
    int[] y = new int[mlp.rows()];
    for (int row = 0; row < y.length; row++) {
      y[row] = (int) mlp.y()[row];
    }
    model.setLearningRate(TimeFunction.constant(mlp.learningRate()));
    model.setMomentum(MOMENTUM);
    model.setRMSProp(RHO, EPSILON);
    return new Steps() {
      @Override
      void update() {
        model.update(x, y);
      }

      @Override
      public double loss() {
        double sum = 0;
        double[] probabilities = new double[mlp.outputs()];
        for (int row = 0; row < y.length; row++) {
          model.predict(x[row], probabilities);
          sum -= Math.log(probabilities[y[row]]);
        }
        return sum / y.length;
      }
    };
  }

  /// Its steps do not tell the loss.
  private abstract static class Steps implements Peer.Training {
    abstract void update();

    @Override
    public double step() {
      update();
      return Double.NaN;
    }

    @Override
    public void close() {}
  }

  /// A model with the network's sizes and first weights of its own.
  static Peer.Prediction prediction(Mlp mlp) {
    smile.regression.MLP model = new smile.regression.MLP(layers(mlp));
    double[] x = Rows.of(mlp.x(), mlp.rows())[0];
    return new Peer.Prediction() {
      @Override
      public Object predict() {
        return model.predict(x);
      }

      @Override
      public float[] predicted() {
        return new float[] {(float) model.predict(x)};
      }

      @Override
      public void close() {}
    };
  }

  private static LayerBuilder[] layers(Mlp mlp) {
    int last = mlp.layers().size() - 1;
    LayerBuilder[] builders = new LayerBuilder[last + 2];
    builders[0] = Layer.input(mlp.inputs());
    for (int i = 0; i < last; i++) {
      builders[i + 1] = hidden(mlp.layers().get(i));
    }
    builders[last + 1] =
        mlp.loss() == Mlp.Loss.MSE
            ? Layer.mse(mlp.outputs(), OutputFunction.LINEAR)
            : Layer.mle(mlp.outputs(), OutputFunction.SOFTMAX);
    return builders;
  }

  private static HiddenLayerBuilder hidden(Mlp.Layer layer) {
    return switch (layer.activation()) {
      case RELU -> Layer.rectifier(layer.outputs());
      case TANH -> Layer.tanh(layer.outputs());
      case GELU, NONE ->
          throw new IllegalArgumentException("not measured with " + layer.activation());
    };
  }
}
