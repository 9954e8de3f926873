package netwright.bench.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// An [Mlp] as the bytes of an ONNX model: one `Gemm` a layer, then its activation; input `x`, output `z`.
///
/// ONNX is Protocol Buffers: each field is its number and wire type, then a varint or a length and that many bytes. The
/// numbers here are those of onnx.proto3.
final class Onnx {
  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final long FLOAT = 1;

  private Onnx() {}

  static byte[] model(Mlp mlp) {
    return new Message()
        .number(1, IR_VERSION)
        .message(7, graph(mlp))
        .message(8, new Message().text(1, "").number(2, OPSET))
        .bytes();
  }

  private static Message graph(Mlp mlp) {
    Message graph = new Message();
    String h = "x";
    int last = mlp.layers().size() - 1;
    for (int i = 0; i <= last; i++) {
      Mlp.Layer layer = mlp.layers().get(i);
      String sum = i == last ? "z" : "sum" + i;
      graph.message(1, node("Gemm", sum, h, "weight" + i, "bias" + i));
      h = sum;
      if (layer.activation() != Mlp.Activation.NONE) {
        h = "h" + i;
        graph.message(1, node(operator(layer.activation()), h, sum));
      }
    }
    graph.text(2, mlp.name());
    for (int i = 0; i <= last; i++) {
      Mlp.Layer layer = mlp.layers().get(i);
      graph.message(5, tensor("weight" + i, layer.weight(), layer.inputs(), layer.outputs()));
      graph.message(5, tensor("bias" + i, layer.bias(), layer.outputs()));
    }
    return graph
        .message(11, value("x", mlp.rows(), mlp.inputs()))
        .message(12, value("z", mlp.rows(), mlp.outputs()));
  }

  private static String operator(Mlp.Activation activation) {
    return switch (activation) {
      case RELU -> "Relu";
      case TANH -> "Tanh";
      case GELU, NONE -> throw new IllegalArgumentException("no operator for " + activation);
    };
  }

  private static Message node(String operator, String output, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output).text(4, operator);
  }

  private static Message tensor(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    Message tensor = new Message();
    for (long size : shape) {
      tensor.number(1, size);
    }
    return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
  }

  private static Message value(String name, long... shape) {
    Message sizes = new Message();
    for (long size : shape) {
      sizes.message(1, new Message().number(1, size));
    }
    Message type = new Message().number(1, FLOAT).message(2, sizes);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  /// A message of Protocol Buffers as it grows.
  private static final class Message {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message text(int field, String text) {
      return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message message) {
      return field(field, message.bytes());
    }

    Message field(int field, byte[] bytes) {
      varint(field << 3 | BYTES);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      for (; rest >>> 7 != 0; rest >>>= 7) {
        out.write((int) (rest & 0x7f | 0x80));
      }
      out.write((int) rest);
    }
  }
}
