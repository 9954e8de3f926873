package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import netwright.diag.Code;
import netwright.diag.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each warning: a network that gets it, and the same network put right, that gets none.
class LintsTest {

  /// @param items of a network with `input x: [2]`, `target y: [1]`, `target kind: class[3]`
  private record Pair(Code code, String wrong, String right) {
    @Override
    public String toString() {
      return code + ": " + wrong;
    }
  }

  private static final String LOSS = " loss mse(o, y) + cross_entropy(l, kind)";
  private static final String OUTPUTS = "output o = h -> linear(1) l = h -> linear(3)" + LOSS;
  private static final String DEEP = "g = x -> linear(4) -> %s h = g -> linear(4) -> %s " + OUTPUTS;

  static List<Pair> pairs() {
    return List.of(
        new Pair(
            Code.UNUSED_BINDING,
            "h = x -> linear(4) -> tanh unused = h + 1 " + OUTPUTS,
            "h = x -> linear(4) -> tanh " + OUTPUTS),
        new Pair(
            Code.SOFTMAX_TWICE,
            "output o = x -> linear(1) l = x -> linear(3) -> softmax" + LOSS,
            "output o = x -> linear(1) l = x -> linear(3)" + LOSS),
        new Pair(
            Code.LINEAR_TWICE,
            "h = x -> linear(4) " + OUTPUTS,
            "h = x -> linear(4) -> relu " + OUTPUTS),
        new Pair(
            Code.UNUSED_INPUT,
            "input z: [1] h = x -> linear(4) -> relu " + OUTPUTS,
            "input z: [1] h = x * z -> linear(4) -> relu " + OUTPUTS),
        new Pair(
            Code.UNUSED_INPUT,
            "target z: [1] h = x -> linear(4) -> relu " + OUTPUTS,
            "target z: [1] h = x -> linear(4) -> relu " + OUTPUTS + " + mae(o, z)"),
        new Pair(
            Code.UNUSED_PARAMETER,
            "h = x -> linear(4) -> relu " + OUTPUTS + " output p = h -> linear(2)",
            "h = x -> linear(4) -> relu " + OUTPUTS + " output p = 2 * h"),
        new Pair(
            Code.EQUAL_START,
            DEEP.formatted("relu", "relu") + " init linear.weight = constant(0.5)",
            DEEP.formatted("relu", "relu") + " init linear.weight = normal(0, 0.5)"),
        new Pair(
            Code.EQUAL_START,
            DEEP.formatted("tanh", "tanh") + " init linear.weight = zeros",
            // one layer that starts equal is told apart by the others
            DEEP.formatted("tanh", "tanh") + " init h.linear.weight = zeros"),
        new Pair(
            Code.NO_GRADIENT,
            "h = x -> linear(4) -> step " + OUTPUTS,
            "h = x -> linear(4) -> sigmoid " + OUTPUTS),
        new Pair(
            Code.NO_GRADIENT,
            "h = x -> linear(4) -> relu -> floor " + OUTPUTS,
            "h = floor(x) -> linear(4) -> relu " + OUTPUTS),
        new Pair(
            Code.SIGMOID_TWICE,
            "output o = x -> linear(1) -> sigmoid l = x -> linear(3) loss binary_cross_entropy(o, y) + cross_entropy(l, kind)",
            "h = x -> linear(1) output o = sigmoid(h) l = x -> linear(3) loss binary_cross_entropy(h, y) + cross_entropy(l, kind)"),
        new Pair(
            Code.CHANNELS_FIRST,
            "h = broadcast(mean(x), [3, 8, 8]) -> conv2d(4) -> global_avg_pool -> relu " + OUTPUTS,
            "h = broadcast(mean(x), [8, 8, 3]) -> conv2d(4) -> global_avg_pool -> relu " + OUTPUTS),
        new Pair(
            Code.NOT_A_LOGARITHM,
            "output o = x -> linear(1) l = x -> linear(3) loss mse(o, y) + nll(softmax(l), kind)",
            "output o = x -> linear(1) l = x -> linear(3) loss mse(o, y) + nll(log_softmax(l), kind)"),
        new Pair(
            Code.GAIN_MISFIT,
            DEEP.formatted("tanh", "tanh") + " init linear.weight = kaiming_normal",
            DEEP.formatted("relu", "gelu") + " init linear.weight = kaiming_normal"),
        new Pair(
            Code.GAIN_MISFIT,
            DEEP.formatted("relu", "relu")
                + " init linear.weight = kaiming_uniform(nonlinearity = \"tanh\")",
            DEEP.formatted("tanh", "tanh")
                + " init linear.weight = kaiming_uniform(nonlinearity = \"tanh\")"),
        new Pair(
            Code.GAIN_MISFIT,
            DEEP.formatted("relu", "leaky_relu(0.2)")
                + " init linear.weight = xavier_normal(gain = 5 / 3)",
            DEEP.formatted("relu", "leaky_relu(0.2)")
                + " init linear.weight = xavier_normal(gain = sqrt(2))"),
        new Pair(
            Code.GAIN_MISFIT,
            DEEP.formatted("selu", "selu") + " init h.linear.weight = xavier_uniform(0.1)",
            DEEP.formatted("selu", "selu") + " init h.linear.weight = xavier_uniform()"),
        new Pair(
            Code.GAIN_MISFIT,
            "h = x -> linear(4, weight = kaiming_normal(nonlinearity = \"selu\")) -> relu "
                + OUTPUTS,
            "h = x -> linear(4, weight = kaiming_normal(nonlinearity = \"selu\")) -> selu "
                + OUTPUTS),
        new Pair(
            Code.GAIN_MISFIT,
            "h = x -> linear(4, weight = xavier_normal(gain = 10)) -> prelu " + OUTPUTS,
            // before no activation at all, and before sigmoid, any gain will do
            "h = x -> linear(4, weight = xavier_normal(gain = 10)) -> sigmoid " + OUTPUTS),
        new Pair(
            Code.NO_LEARNING,
            "h = x -> linear(4) -> relu " + OUTPUTS + " train { optimizer = adam(lr = 0) }",
            "h = x -> linear(4) -> relu " + OUTPUTS + " train { optimizer = adam(lr = 1e-9) }"),
        new Pair(
            Code.STOP_WITHOUT_VALIDATION,
            "h = x -> linear(4) -> relu "
                + OUTPUTS
                + " train { optimizer = adam() stop = early(patience = 3) }",
            "h = x -> linear(4) -> relu "
                + OUTPUTS
                + " train { optimizer = adam() stop = early(patience = 3) validation = 0.1 }"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void warnsOfWhatIsWrongOnly(Pair pair) {
    Checking.Outcome wrong = outcome(pair.wrong);
    assertFalse(wrong.problems().hasErrors(), wrong.rendered());
    assertEquals(Set.of(pair.code), codes(wrong), wrong.rendered());
    Checking.Outcome right = outcome(pair.right);
    assertTrue(right.problems().isEmpty(), right.rendered());
  }

  @Test
  void everyWarningOfTheCheckerHasAPair() {
    Set<Code> warnings =
        Arrays.stream(Code.values())
            .filter(code -> code.severity() == Severity.WARNING)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Code.class)));
    // these speak of what happens in training: see TrainWarningsTest and CheckpointCommandTest
    warnings.removeAll(
        Set.of(
            Code.DIVERGED,
            Code.OUT_OF_DOMAIN,
            Code.NO_CHECKPOINT,
            Code.CHECKPOINT_REPLACED,
            Code.CHECKPOINT_FAILED));
    assertEquals(warnings, pairs().stream().map(Pair::code).collect(Collectors.toSet()));
  }

  private static Set<Code> codes(Checking.Outcome outcome) {
    return outcome.problems().sorted().stream()
        .map(problem -> problem.code())
        .collect(Collectors.toSet());
  }

  private static Checking.Outcome outcome(String items) {
    String train = items.contains("train {") ? "" : "train { optimizer = sgd() }";
    String z = items.contains(" z: [1]") ? " z = [D]" : "";
    String text =
        "network Test { input x: [2] target y: [1] target kind: class[3]\n"
            + items
            + "\n"
            + train
            + " data { file = \"a.csv\" x = [A, B] y = [C] kind = [K]"
            + z
            + " } }";
    return Checking.outcome("test.net", text, Overrides.NONE);
  }
}
