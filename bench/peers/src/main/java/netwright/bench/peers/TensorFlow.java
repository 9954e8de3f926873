package netwright.bench.peers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// TensorFlow: a graph of forward pass, gradients and Adam, run by one call of a session.
final class TensorFlow implements Peer.Training {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /// No thread beside the caller's: a third faster in small networks than a pool of one.
  private static final int CALLERS_OWN = -1;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Op> initial = new ArrayList<>();
  private final List<TFloat32> initialValues = new ArrayList<>();
  private final List<Placeholder<TFloat32>> initialPlaces = new ArrayList<>();
  private final List<Variable<TFloat32>> parameters = new ArrayList<>();
  private final Placeholder<TFloat32> x = place();
  private final Placeholder<TFloat32> y = place();
  private final TFloat32 samples;
  private final TFloat32 targets;
  private final Operand<TFloat32> loss;
  private final Op update;
  private final Session session;

  TensorFlow(Mlp mlp) {
    samples = tensor(mlp.x(), mlp.rows(), mlp.inputs());
    boolean classes = mlp.loss() == Mlp.Loss.CROSS_ENTROPY;
    targets = tensor(classes ? mlp.oneHot() : mlp.y(), mlp.rows(), mlp.outputs());
    Operand<TFloat32> z = forward(mlp);
    loss = tf.math.mean(classes ? crossEntropy(z) : tf.math.squaredDifference(z, y), all(classes));
    update = adam((float) mlp.learningRate());
    session = new Session(graph, oneThread());
    initialise();
  }

  private static ConfigProto oneThread() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(CALLERS_OWN)
        .build();
  }

  private Operand<TFloat32> forward(Mlp mlp) {
    Operand<TFloat32> h = x;
    for (Mlp.Layer layer : mlp.layers()) {
      Operand<TFloat32> weight = parameter(tensor(layer.weight(), layer.inputs(), layer.outputs()));
      Operand<TFloat32> bias = parameter(tensor(layer.bias(), layer.outputs()));
      Operand<TFloat32> sum = tf.nn.biasAdd(tf.linalg.matMul(h, weight), bias);
      h =
          switch (layer.activation()) {
            case NONE -> sum;
            case RELU -> tf.nn.relu(sum);
            case GELU -> gelu(sum);
            case TANH -> tf.math.tanh(sum);
          };
    }
    return h;
  }

  private Operand<TFloat32> gelu(Operand<TFloat32> sum) {
    Operand<TFloat32> scaled = tf.math.mul(sum, tf.constant((float) Math.sqrt(0.5)));
    Operand<TFloat32> share = tf.math.add(tf.math.erf(scaled), tf.constant(1f));
    return tf.math.mul(tf.math.mul(sum, tf.constant(0.5f)), share);
  }

  private Operand<TFloat32> crossEntropy(Operand<TFloat32> logits) {
    return tf.nn.softmaxCrossEntropyWithLogits(logits, y).loss();
  }

  /// The axes of the losses.
  private Operand<TInt32> all(boolean classes) {
    return classes ? tf.constant(new int[] {0}) : tf.constant(new int[] {0, 1});
  }

  private Op adam(float learningRate) {
    Output<?>[] gradients =
        graph.addGradients(
            loss.asOutput(), parameters.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    Variable<TFloat32> power1 = variable(TFloat32.scalarOf(BETA1));
    Variable<TFloat32> power2 = variable(TFloat32.scalarOf(BETA2));
    Operand<TFloat32> rate = tf.constant(learningRate);
    Operand<TFloat32> beta1 = tf.constant(BETA1);
    Operand<TFloat32> beta2 = tf.constant(BETA2);
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      Variable<TFloat32> mean = variable(zeros(parameter.shape()));
      Variable<TFloat32> square = variable(zeros(parameter.shape()));
      Operand<TFloat32> gradient = gradients[i].expect(TFloat32.class);
      updates.add(
          tf.train.applyAdam(
              parameter, mean, square, power1, power2, rate, beta1, beta2, epsilon, gradient));
    }
    Ops after = tf.withControlDependencies(updates);
    return tf.withControlDependencies(
            List.of(
                after.assign(power1, after.math.mul(power1, beta1)),
                after.assign(power2, after.math.mul(power2, beta2))))
        .noOp();
  }

  private Placeholder<TFloat32> place() {
    return tf.placeholder(TFloat32.class);
  }

  private Variable<TFloat32> parameter(TFloat32 first) {
    Variable<TFloat32> variable = variable(first);
    parameters.add(variable);
    return variable;
  }

  private Variable<TFloat32> variable(TFloat32 first) {
    Variable<TFloat32> variable = tf.variable(first.shape(), TFloat32.class);
    Placeholder<TFloat32> place = place();
    initial.add(tf.assign(variable, place));
    initialPlaces.add(place);
    initialValues.add(first);
    return variable;
  }

  private void initialise() {
    Session.Runner runner = session.runner();
    for (int i = 0; i < initial.size(); i++) {
      runner.feed(initialPlaces.get(i), initialValues.get(i)).addTarget(initial.get(i));
    }
    runner.run().close();
    initialValues.forEach(TFloat32::close);
  }

  private static TFloat32 tensor(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
  }

  private static TFloat32 zeros(Shape shape) {
    return tensor(new float[(int) shape.size()], shape.asArray());
  }

  @Override
  public double step() {
    try (Result result =
        session.runner().feed(x, samples).feed(y, targets).addTarget(update).fetch(loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    samples.close();
    targets.close();
  }
}
