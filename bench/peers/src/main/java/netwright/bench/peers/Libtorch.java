package netwright.bench.peers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// libtorch, eager, with its autograd.
final class Libtorch implements Peer.Training {
  private final Mlp mlp;
  private final PointerScope scope;
  private final Tensor x;
  private final Tensor y;
  private final Tensor[] weights;
  private final Tensor[] biases;
  private final Update update;

  /// Applies gradients.
  interface Update {

    /// Sets the parameters' gradients to none.
    void clear();

    void apply();
  }

  Libtorch(Mlp mlp, boolean fused) {
    this.mlp = mlp;
    torch.set_num_threads(1);
    scope = new PointerScope();
    x = AbstractTensor.create(mlp.x(), mlp.rows(), mlp.inputs());
    y = targets(mlp);
    int layers = mlp.layers().size();
    weights = new Tensor[layers];
    biases = new Tensor[layers];
    TensorVector parameters = new TensorVector();
    for (int i = 0; i < layers; i++) {
      Mlp.Layer layer = mlp.layers().get(i);
      weights[i] = AbstractTensor.create(layer.transposed(), layer.outputs(), layer.inputs());
      biases[i] = AbstractTensor.create(layer.bias(), layer.outputs());
      weights[i].set_requires_grad(true);
      biases[i].set_requires_grad(true);
      parameters.push_back(weights[i]).push_back(biases[i]);
    }
    update = fused ? new FusedAdam(parameters, mlp.learningRate()) : plain(parameters, mlp);
  }

  private static Tensor targets(Mlp mlp) {
    if (mlp.loss() == Mlp.Loss.MSE) {
      return AbstractTensor.create(mlp.y(), mlp.rows(), mlp.outputs());
    }
    long[] classes = new long[mlp.rows()];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = (long) mlp.y()[row];
    }
    return AbstractTensor.create(classes, mlp.rows());
  }

  private static Update plain(TensorVector parameters, Mlp mlp) {
    Adam adam = new Adam(parameters, new AdamOptions(mlp.learningRate()));
    return new Update() {
      @Override
      public void clear() {
        adam.zero_grad();
      }

      @Override
      public void apply() {
        adam.step();
      }
    };
  }

  @Override
  public double step() {
    try (PointerScope _ = new PointerScope()) {
      Tensor loss = loss(forward());
      update.clear();
      loss.backward();
      update.apply();
      return loss.item_float();
    }
  }

  private Tensor forward() {
    Tensor h = x;
    for (int i = 0; i < weights.length; i++) {
      Tensor sum = torch.linear(h, weights[i], biases[i]);
      h =
          switch (mlp.layers().get(i).activation()) {
            case NONE -> sum;
            case RELU -> torch.relu(sum);
            case GELU -> torch.gelu(sum);
            case TANH -> torch.tanh(sum);
          };
    }
    return h;
  }

  private Tensor loss(Tensor z) {
    return switch (mlp.loss()) {
      case MSE -> torch.mse_loss(z, y);
      case CROSS_ENTROPY -> torch.cross_entropy_loss(z, y);
    };
  }

  @Override
  public void close() {
    scope.close();
  }
}
