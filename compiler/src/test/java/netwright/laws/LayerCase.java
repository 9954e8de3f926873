package netwright.laws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A call of each layer of the standard library, for any size.
///
/// @param layers what it calls
/// @param traits letters: `s` all derivatives exist where it is tried, `k` only the first, `0` there is none; `h` too much
///     work for large sizes; `f` its inputs must not depend on parameters; `r` it is part of a loss as it is
/// @param expression in which `$n` is the size
/// @param inputs types by name, with `$n`, `$2n` and the number of classes `$k`, which is at least 2
record LayerCase(Set<String> layers, String traits, String expression, Map<String, String> inputs) {

  private static final String TABLE =
      """
      sign            | 0  | sign(x)                                     | x: [$n]
      ceil            | 0  | ceil(x)                                     | x: [$n]
      rsqrt           | s  | rsqrt(x * x + 0.5)                          | x: [$n]
      clip            | k  | clip(x, -1, 1.4)                            | x: [$n]
      clamp           | k  | clamp(x, -1, 1.4)                           | x: [$n]
      mod             | k  | mod(x, 0.8)                                 | x: [$n]
      cumsum          | s  | cumsum(x)                                   | x: [2, $n]
      argmin          | 0  | one_hot(argmin(x))                          | x: [$n, 3]
      argmin          | 0  | one_hot(argmin(x, axis = [0, 1]))           | x: [2, 3]
      logsumexp       | s  | logsumexp(x)                                | x: [2, $n]
      logsumexp       | s  | logsumexp(x, axis = 0, keepdim = true)      | x: [$n, 2]
      relu            | k  | relu(x)                                     | x: [$n]
      leaky_relu      | k  | leaky_relu(x, negative_slope = 0.2)         | x: [$n]
      elu             | k  | elu(x, alpha = 0.5)                         | x: [$n]
      celu            | k  | celu(x, alpha = 2.5)                        | x: [$n]
      selu            | k  | selu(x)                                     | x: [$n]
      softplus        | s  | softplus(x, beta = 2.5)                     | x: [$n]
      logsigmoid      | s  | logsigmoid(x)                               | x: [$n]
      silu            | s  | silu(x)                                     | x: [$n]
      mish            | s  | mish(x)                                     | x: [$n]
      gelu            | s  | gelu(x)                                     | x: [$n]
      gelu            | s  | gelu(x, approximate = "tanh")               | x: [$n]
      softsign        | k  | softsign(x)                                 | x: [$n]
      hardtanh        | k  | hardtanh(x)                                 | x: [$n]
      relu6           | k  | relu6(x)                                    | x: [$n]
      hardsigmoid     | k  | hardsigmoid(x)                              | x: [$n]
      hardswish       | k  | hardswish(x)                                | x: [$n]
      step            | 0  | step(x)                                     | x: [$n]
      softmax         | s  | softmax(x)                                  | x: [2, $n]
      log_softmax     | s  | log_softmax(x)                              | x: [2, $n]
      prelu           | k  | prelu(x)                                    | x: [$n]
      glu             | s  | glu(x)                                      | x: [$2n]
      linear          | s  | linear(x, 3)                                | x: [$n]
      linear          | s  | linear(x, $n, bias = false)                 | x: [2, 3]
      dropout         | s  | dropout(x, 0.3)                             | x: [$n]
      standardize     | sf | standardize(x)                              | x: [$n]
      batch_norm      | s  | batch_norm(x)                               | x: [$n]
      batch_norm      | s  | batch_norm(x, affine = false, track = false) | x: [2, $n]
      layer_norm      | s  | layer_norm(x)                               | x: [2, $n]
      rms_norm        | s  | rms_norm(x)                                 | x: [2, $n]
      residual        | s  | residual(x, linear(3) -> tanh)              | x: [$n, 3]
      flatten         | s  | flatten(tanh(x))                            | x: [2, $n]
      embedding       | s  | embedding(c, $n)                            | c: class[5] [3]
      embedding       | s  | embedding(c, 3)                             | c: class[$k] []
      conv2d patches2d patch_product | s | conv2d(x, 3)                  | x: [4, 3, $n]
      conv2d          | s  | conv2d(x, $n, kernel = 2, stride = 2, padding = 1) | x: [3, 5, 2]
      conv2d grouped_product | s | conv2d(x, $2n, kernel = 2, dilation = 2, groups = 2) | x: [4, 4, 4]
      conv1d          | s  | conv1d(x, 2, padding = 1, dilation = 2)     | x: [4, $n]
      conv1d          | s  | conv1d(x, 4, stride = 2, padding = 1, groups = 2) | x: [$2n, 2]
      max_pool        | k  | max_pool(x)                                 | x: [4, 5, $n]
      max_pool        | k  | max_pool(x, size = 3, stride = 2, padding = 1) | x: [$2n, 3, 2]
      avg_pool        | s  | avg_pool(x)                                 | x: [4, 5, $n]
      avg_pool        | s  | avg_pool(x, size = 3, stride = 2, padding = 1) | x: [3, $2n, 2]
      max_pool1d      | k  | max_pool1d(x, size = 2, stride = 1)         | x: [$2n, 2]
      avg_pool1d      | s  | avg_pool1d(x)                               | x: [$2n, 2]
      global_avg_pool | s  | global_avg_pool(x)                          | x: [2, 3, $n]
      global_max_pool | k  | global_max_pool(x)                          | x: [2, 3, $n]
      multi_head_attention split_heads | sh | multi_head_attention(x, 2) | x: [$n, 4]
      multi_head_attention | sh | multi_head_attention(x, 1, causal = true) | x: [3, $n]
      positional_encoding | s | positional_encoding(x)                   | x: [$n, 4]
      mse             | s  | mse(p, t)                                   | p: [$n]; t: [$n]
      mae             | k  | mae(p, t)                                   | p: [$n]; t: [$n]
      huber           | k  | huber(p, t)                                 | p: [$n]; t: [$n]
      smooth_l1       | k  | smooth_l1(p, t, beta = 0.4)                 | p: [$n]; t: [$n]
      cross_entropy   | s  | cross_entropy(p, c)                         | p: [$k]; c: class[$k]
      cross_entropy   | s  | cross_entropy(p, c, label_smoothing = 0.1)  | p: [2, $k]; c: class[$k] [2]
      cross_entropy   | s  | cross_entropy(p, c, weight = 1 + range($k)) | p: [$k]; c: class[$k]
      cross_entropy   | s  | cross_entropy(p, softmax(t))                | p: [$n]; t: [$n]
      binary_cross_entropy | s | binary_cross_entropy(p, sigmoid(t), pos_weight = 3) | p: [$n]; t: [$n]
      nll             | s  | nll(log_softmax(p), c)                      | p: [$k]; c: class[$k]
      nll             | s  | nll(p, c, weight = 1 + range($k))           | p: [$k]; c: class[$k]
      hinge           | k  | hinge(p, t)                                 | p: [$n]; t: [$n]
      kl_div          | s  | kl_div(log_softmax(p), softmax(t))          | p: [$n]; t: [$n]
      cosine_embedding | s | cosine_embedding(p, t, 1)                   | p: [$n]; t: [$n]
      poisson_nll     | s  | poisson_nll(p, t)                           | p: [$n]; t: [$n]
      weighted        | s  | weighted(mse(p, t), 0.5 + w * w)            | p: [$n]; t: [$n]; w: []
      l1 l2           | sr | l1(parameters) + l2(weights)                | x: [$n]
      rmse            | s  | rmse(p, t)                                  | p: [$n]; t: [$n]
      r2              | s  | r2(p, t)                                    | p: [$n]; t: [$n]
      accuracy        | 0  | accuracy(p, c)                              | p: [$k]; c: class[$k]
      top_k           | 0  | top_k(p, c, n = 2)                          | p: [$k]; c: class[$k]
      auc             | 0  | auc(p, step(t))                             | p: []; t: []
      precision per_class confusion_matrix diagonal | 0h | precision(p, c) | p: [$k]; c: class[$k]
      recall          | 0h | recall(p, c)                                | p: [$k]; c: class[$k]
      f1              | 0h | f1(p, c)                                    | p: [$k]; c: class[$k]
      """;

  /// All of them.
  static List<LayerCase> all() {
    return TABLE.lines().map(LayerCase::parse).toList();
  }

  private static LayerCase parse(String line) {
    String[] cells = line.split("\\|");
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String input : cells[3].split(";")) {
      inputs.put(
          input.substring(0, input.indexOf(':')).strip(),
          input.substring(input.indexOf(':') + 1).strip());
    }
    return new LayerCase(
        Set.of(cells[0].strip().split(" ")), cells[1].strip(), cells[2].strip(), inputs);
  }

  boolean is(char trait) {
    return traits.indexOf(trait) >= 0;
  }

  /// A network with this expression for size `size`; its loss is smooth in what the expression gives.
  static String network(List<LayerCase> cases, int size) {
    Map<String, String> inputs = new LinkedHashMap<>();
    List<String> items = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (int number = 0; number < cases.size(); number++) {
      cases.get(number).add(number, size, inputs, items, losses);
    }
    items.add("loss " + String.join(" + ", losses));
    return "layer moved(x: [..s]) {\n  param by: [..s] = zeros\n  return x + by\n}\n"
        + StandardGraphs.network(inputs, String.join("\n  ", items));
  }

  private void add(
      int number, int size, Map<String, String> ports, List<String> items, List<String> losses) {
    String text = expression;
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String own = input.getKey() + number;
      String type = sized(input.getValue(), size);
      ports.put(own, type);
      Matcher uses = Pattern.compile("\\b" + input.getKey() + "\\b(?! =)").matcher(text);
      boolean real = !type.startsWith("class");
      text = uses.replaceAll(real ? own + "s" : own);
      if (real) {
        items.add(own + "s = " + (is('f') ? own : "moved(" + own + ")"));
      }
    }
    if (is('r')) {
      losses.add(text);
      return;
    }
    items.add("y" + number + " = " + sized(text, size));
    losses.add("mean(sin(y" + number + "))");
  }

  private static String sized(String text, int size) {
    return text.replace("$2n", String.valueOf(2 * size))
        .replace("$n", String.valueOf(size))
        .replace("$k", String.valueOf(Math.max(2, size)));
  }

  /// The layers that some case calls.
  static List<String> called() {
    return all().stream().map(LayerCase::layers).flatMap(Set::stream).distinct().toList();
  }

  @Override
  public String toString() {
    return expression;
  }

  static Stream<LayerCase> withTrait(char trait) {
    return all().stream().filter(each -> each.is(trait));
  }
}
