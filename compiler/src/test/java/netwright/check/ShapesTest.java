package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Shapes and kinds that the checker finds for expressions.
class ShapesTest {
  private static final String LAYERS =
      """
      layer sizes(x: [..s, n]) -> [..s, n] = x
      layer pair(a: [n, m], b: [m]) -> [n] = a @ b
      layer first(x: [n], act: layer = relu) = act(x)
      """;

  /// A network whose output is `expression`; its inputs are `x: [2]`, `z: [3, 4]`, `w: [2, 4, 3]` and classes `c`.
  private static TypedModel model(String expression) {
    String text =
        """
        %s
        network Test {
          input x: [2]
          input z: [3, 4]
          input w: [2, 4, 3]
          input c: class[5]
          target y: [1]
          output result = %s
          loss mean((x -> linear(1)) - y)
          train { optimizer = sgd() }
          data { file = "a.csv" x = [0 .. 1] z = [2 .. 13] w = [14 .. 37] c = [38] y = [39] }
        }
        """;
    return Checking.model("test.net", text.formatted(LAYERS, expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x + 1; [2]",
        "transpose(z) + w; [2, 4, 3]",
        "sum(z); []",
        "sum(z, axis = -1); [3]",
        "sum(z, axis = 0, keepdim = true); [1, 4]",
        "mean(w, axis = [0, -1]); [4]",
        "max(z, axis = 1); [3]",
        "variance(z, axis = rows); [4]",
        "sum(z, axis = batch); [3, 4]",
        "mean(z, axis = all); []",
        "argmax(z); class[4] [3]",
        "argmax(z, axis = 0); class[3] [4]",
        "one_hot(c); [5]",
        "c == 3; []",
        "reshape(z, [2, -1]); [2, 6]",
        "transpose(w, [2, 0, 1]); [3, 2, 4]",
        "transpose(z); [4, 3]",
        "squeeze(sum(z, axis = 0, keepdim = true)); [4]",
        "range(4) + z; [3, 4]",
        "z @ w; [2, 3, 3]",
        "x -> linear(7); [7]",
        "z -> linear(7); [3, 7]",
        "w -> linear(5) -> softmax; [2, 4, 5]",
        "z -> standardize; [3, 4]",
        "sizes(z); [3, 4]",
        "pair(z, sum(z, axis = 0)); [3]",
        "first(x, act = linear(6) -> tanh); [6]",
        "x -> repeat 3 (linear(9)) -> tanh; [9]",
        "z -> multi_head_attention(2); [3, 4]",
        "z -> positional_encoding; [3, 4]",
        "z -> flatten; [12]",
        "x * [1, 2]; [2]",
        "[1, 2, 3] @ z; [4]",
        "z @ [[1, 2], [3, 4], [5, 6], [7, 8]]; [3, 2]",
        "[[x, [0, 1]], [[1, 0], x]]; [2, 2, 2]",
        "[1, 2] + 2 * [3, 4]; [2]",
        "where(x > 0, x, 0); [2]",
        "x -> dropout(0.5) -> batch_norm -> layer_norm -> rms_norm -> prelu; [2]",
        "random(uniform(-1, 1), like = z); [3, 4]",
        "random(normal(0, 1), like = sum(z, axis = batch)); [3, 4]",
        "slice(z, to = 2); [3, 2]",
        "slice(z, axis = 0, from = -1); [1, 4]",
        "slice(w, axis = 1, from = 1, step = 2); [2, 2, 3]",
        "pad(z, [1, 0]); [5, 4]",
        "pad(z, [[1, 0], [2, 3]], value = -inf); [4, 9]",
        "windows(z, [2]); [2, 4, 2]",
        "windows(w, [2, 3], stride = [1, 2], dilation = 1); [1, 1, 3, 2, 3]",
        "windows(z, 2, dilation = 2); [1, 4, 2]",
        "concat(z, z, z); [3, 12]",
        "concat(z, slice(z, axis = 0, to = 1), axis = 0); [4, 4]",
        "[x, x, 0]; [3, 2]",
        "[[sum(x), 1], x]; [2, 2]",
        "gather(transpose(range(5) + reshape(x, [2, 1])), c); [2]",
        "gather(range(5), c); []",
        "gather(pad(sum(z, axis = 0), [[0, 1]]), c, axis = -1); []",
        "broadcast(x, [4, 2]); [4, 2]",
        "broadcast(1.5, [2, 3]); [2, 3]",
        "ranks(x); [2]",
        "prod(w); []",
        "prod(w, axis = [0, 2], keepdim = true); [1, 4, 1]",
        "argmax(w, axis = [1, 2]); class[12] [2]",
        "argmin(z); class[4] [3]",
        "logsumexp(w); [2, 4]",
        "logsumexp(w, axis = [0, 1]); [3]",
        "logsumexp(w, axis = 0, keepdim = true); [1, 4, 3]",
        "c -> embedding(7); [7]",
        "w -> conv2d(5, kernel = 2); [1, 3, 5]",
        "w -> conv2d(6, padding = 1, stride = 2, groups = 3); [1, 2, 6]",
        "z -> conv1d(5, padding = 2, dilation = 2); [3, 5]",
        "w -> max_pool; [1, 2, 3]",
        "w -> avg_pool(3, stride = 1, padding = 1); [2, 4, 3]",
        "w -> global_avg_pool; [3]",
        "w -> global_max_pool; [3]",
        "z -> max_pool1d(2, stride = 1); [2, 4]",
        "z -> glu; [3, 2]",
        "w -> residual(linear(3)); [2, 4, 3]"
      })
  void shapes(String expression, String shape) {
    assertEquals(shape, model(expression).outputs().getFirst().value().type().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "leaky_relu",
        "elu",
        "celu",
        "selu",
        "sigmoid",
        "softplus",
        "logsigmoid",
        "silu",
        "mish",
        "gelu(approximate = \"tanh\")",
        "softsign",
        "hardtanh",
        "relu6",
        "hardsigmoid",
        "hardswish",
        "step",
        "softmax",
        "log_softmax",
        "tanh",
        "sign",
        "ceil",
        "rsqrt",
        "clip(0, 1)",
        "residual",
        "residual(inner = linear(4) -> tanh)"
      })
  void activationsKeepTheShape(String activation) {
    assertEquals(
        "[3, 4]", model("z -> " + activation).outputs().getFirst().value().type().toString());
  }
}
