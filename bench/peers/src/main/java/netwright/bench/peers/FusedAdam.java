package netwright.bench.peers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/// All parameters' update in one call of `_fused_adam_`. The C++ interface has no name for it, so it is called by the
/// dispatcher, its arguments boxed.
final class FusedAdam implements Libtorch.Update {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final OperatorHandle operator =
      Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
  private final Type.TypePtr tensors = new Type.TypePtr(TensorType.get());
  private final TensorVector parameters;
  private final double learningRate;
  private final GenericList values = new GenericList(tensors);
  private final GenericList means = new GenericList(tensors);
  private final GenericList squares = new GenericList(tensors);
  private final GenericList none = new GenericList(tensors);
  private final GenericList steps = new GenericList(tensors);
  private final Tensor[] counters;
  private final Scalar one = new Scalar(1.0f);

  FusedAdam(TensorVector parameters, double learningRate) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    counters = new Tensor[(int) parameters.size()];
    for (int i = 0; i < counters.length; i++) {
      Tensor parameter = parameters.get(i);
      counters[i] = Tensor.create(0f).reshape();
      values.push_back(new IValue(parameter));
      means.push_back(new IValue(torch.zeros_like(parameter)));
      squares.push_back(new IValue(torch.zeros_like(parameter)));
      steps.push_back(new IValue(counters[i]));
    }
  }

  @Override
  public void clear() {
    for (long i = 0; i < counters.length; i++) {
      parameters.get(i).mutable_grad().reset();
    }
  }

  @Override
  public void apply() {
    try (NoGradGuard _ = new NoGradGuard();
        PointerScope _ = new PointerScope()) {
      GenericList gradients = new GenericList(tensors);
      for (int i = 0; i < counters.length; i++) {
        counters[i].add_(one);
        gradients.push_back(new IValue(parameters.get(i).grad()));
      }
      IValueVector stack = new IValueVector();
      for (GenericList list : new GenericList[] {values, gradients, means, squares, none, steps}) {
        stack.push_back(new IValue(list));
      }
      for (double number : new double[] {learningRate, BETA1, BETA2, 0, EPSILON}) {
        stack.push_back(new IValue(number));
      }
      boolean amsgrad = false;
      boolean maximize = false;
      stack.push_back(new IValue(amsgrad)).push_back(new IValue(maximize));
      IValue noScale = new IValue();
      stack.push_back(noScale).push_back(noScale);
      operator.callBoxed(stack);
    }
  }
}
