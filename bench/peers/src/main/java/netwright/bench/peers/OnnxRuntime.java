package netwright.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/// ONNX Runtime in its fastest form: tensors for input and output that live from call to call.
final class OnnxRuntime implements Peer.Prediction {
  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final FloatBuffer values;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  OnnxRuntime(Mlp mlp) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = oneThread()) {
      session = environment.createSession(Onnx.model(mlp), options);
      FloatBuffer x = direct(mlp.rows() * mlp.inputs()).put(mlp.x()).flip();
      values = direct(mlp.rows() * mlp.outputs());
      input = OnnxTensor.createTensor(environment, x, shape(mlp.rows(), mlp.inputs()));
      output = OnnxTensor.createTensor(environment, values, shape(mlp.rows(), mlp.outputs()));
    } catch (OrtException cause) {
      throw new IllegalStateException(cause);
    }
    inputs = Map.of("x", input);
    outputs = Map.of("z", output);
  }

  private static SessionOptions oneThread() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  private static FloatBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public Object predict() {
    try (OrtSession.Result result = session.run(inputs, outputs)) {
      return result;
    } catch (OrtException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public float[] predicted() {
    float[] copy = new float[values.capacity()];
    values.duplicate().clear().get(copy);
    return copy;
  }

  @Override
  public void close() {
    input.close();
    output.close();
    try {
      session.close();
    } catch (OrtException cause) {
      throw new IllegalStateException(cause);
    }
  }
}
