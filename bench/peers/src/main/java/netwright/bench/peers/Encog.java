package netwright.bench.peers;

import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.sgd.StochasticGradientDescent;
import org.encog.neural.networks.training.propagation.sgd.update.AdamUpdate;

/// Encog: plain Java, in double precision, sample by sample.
final class Encog {
  private Encog() {}

  /// Steps of its own stochastic gradient descent with its own Adam.
  static Peer.Training training(Mlp mlp) {
    BasicMLDataSet samples = new BasicMLDataSet(rows(mlp.x(), mlp), rows(mlp.y(), mlp));
    StochasticGradientDescent descent = new StochasticGradientDescent(network(mlp), samples);
    descent.setUpdateRule(new AdamUpdate());
    descent.setLearningRate(mlp.learningRate());
    descent.setBatchSize(mlp.rows());
    return new Peer.Training() {
      @Override
      public double step() {
        descent.iteration();
        return descent.getError();
      }

      @Override
      public void close() {}
    };
  }

  static Peer.Prediction prediction(Mlp mlp) {
    BasicNetwork network = network(mlp);
    double[] x = rows(mlp.x(), mlp)[0];
    double[] z = new double[mlp.outputs()];
    return new Peer.Prediction() {
      @Override
      public Object predict() {
        network.compute(x, z);
        return z;
      }

      @Override
      public float[] predicted() {
        float[] result = new float[z.length];
        for (int i = 0; i < z.length; i++) {
          result[i] = (float) z[i];
        }
        return result;
      }

      @Override
      public void close() {}
    };
  }

  private static BasicNetwork network(Mlp mlp) {
    BasicNetwork network = new BasicNetwork();
    network.addLayer(new BasicLayer(null, true, mlp.inputs()));
    for (Mlp.Layer layer : mlp.layers()) {
      boolean last = layer == mlp.layers().getLast();
      network.addLayer(new BasicLayer(activation(layer.activation()), !last, layer.outputs()));
    }
    network.getStructure().finalizeStructure();
    for (int i = 0; i < mlp.layers().size(); i++) {
      load(network, i, mlp.layers().get(i));
    }
    return network;
  }

  private static void load(BasicNetwork network, int from, Mlp.Layer layer) {
    for (int o = 0; o < layer.outputs(); o++) {
      for (int i = 0; i < layer.inputs(); i++) {
        network.setWeight(from, i, o, layer.weight()[i * layer.outputs() + o]);
      }
      network.setWeight(from, layer.inputs(), o, layer.bias()[o]);
    }
  }

  private static ActivationFunction activation(Mlp.Activation activation) {
    return switch (activation) {
      case NONE -> new ActivationLinear();
      case RELU -> new ActivationReLU();
      case GELU, TANH -> throw new IllegalArgumentException("not measured with " + activation);
    };
  }

  private static double[][] rows(float[] values, Mlp mlp) {
    return Rows.of(values, mlp.rows());
  }
}
