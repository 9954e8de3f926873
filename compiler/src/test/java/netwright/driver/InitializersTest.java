package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import netwright.check.Checking;
import netwright.check.Initial;
import netwright.check.TypedModel;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the initializers of `std.net` give: moments and bounds over a million draws, exact values where nothing is drawn.
class InitializersTest {

  /// The start of a parameter `[n, m]`.
  private static float[] start(String initializer, int n, int m, long seed) {
    return start(initializer, "[" + n + ", " + m + "]", seed);
  }

  private static float[] start(String initializer, String shape, long seed) {
    String text =
        """
        layer holder(x: [n]) {
          param w: %s = zeros
          return sum(x) + sum(w)
        }
        network Test {
          input x: [2]
          target y: []
          output price = holder(x)
          loss mse(price, y)
          init holder.w = %s
          train { optimizer = sgd() }
          data { file = "test.csv" x = [A, B] y = [C] }
        }
        """
            .formatted(shape, initializer);
    TypedModel.ModelVariable variable = Checking.model("test.net", text).variables().getFirst();
    return filled(variable, variable.initial(), seed);
  }

  private static float[] filled(TypedModel.ModelVariable variable, Initial initial, long seed) {
    float[] values = new float[variable.shape().elements()];
    new Initialiser(seed, Persistent.of(values))
        .fill(
            new Variable(variable.name(), Variable.Role.PARAMETER, variable.shape().sizes(), 0),
            initial);
    return values;
  }

  private static double moment(float[] values, double about, int power) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> Math.pow(values[i] - about, power))
        .average()
        .orElseThrow();
  }

  /// Mean, deviation and bounds over 2000 × 500 elements; `fan_in` is 2000, `fan_out` 500. A mean of a million draws is
  /// within 5 deviations of its own: 0.005 of the deviation.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uniform(-1, 3); 1; 1.1547005383792515; -1; 3",
        "normal(0.5, 2); 0.5; 2; -18; 19",
        "random(normal(0.5, 2)) * 2 + 1; 2; 4; -36; 38",
        "constant(0.25); 0.25; 0; 0.25; 0.25",
        "zeros; 0; 0; 0; 0",
        "ones; 1; 0; 1; 1",
        "xavier_uniform; 0; 0.02828427124746190; -0.04898980; 0.04898980",
        "xavier_uniform(gain = gain_of(\"tanh\")); 0; 0.04714045207910317; -0.08164966; 0.08164966",
        "xavier_normal(gain = 2); 0; 0.05656854249492380; -0.5; 0.5",
        "kaiming_uniform; 0; 0.03162277660168379; -0.05477226; 0.05477226",
        "kaiming_uniform(a = sqrt(5)); 0; 0.01290994448735806; -0.02236068; 0.02236068",
        "kaiming_uniform(mode = \"fan_out\", nonlinearity = \"tanh\"); 0; 0.07453559924999299; -0.12909945; 0.12909945",
        "kaiming_normal(nonlinearity = \"selu\"); 0; 0.01677050983124842; -0.2; 0.2",
        "kaiming_normal(a = 1, mode = \"fan_out\"); 0; 0.04472135954999579; -0.5; 0.5",
        "lecun_uniform; 0; 0.02236067977499790; -0.03872984; 0.03872984",
        "lecun_normal; 0; 0.02236067977499790; -0.3; 0.3",
        "truncated_normal; 0; 0.8796256610342398; -2; 2",
        "truncated_normal(mean = 1, std = 2, low = 0, high = 2); 1; 0.5678425741061; 0; 2",
        "identical(2); 0.001; 0; 0.001; 0.001"
      })
  void momentsAndBounds(String initializer, double mean, double deviation, float low, float high) {
    float[] values = start(initializer, 2000, 500, 7);
    double tolerance = 5 * deviation / Math.sqrt(values.length) + 1e-9;
    assertEquals(mean, moment(values, 0, 1), tolerance);
    assertEquals(deviation, Math.sqrt(moment(values, mean, 2)), tolerance);
    for (float value : values) {
      assertTrue(low <= value && value <= high, () -> initializer + " gives " + value);
    }
  }

  @Test
  void aTruncatedNormalHasTheShapeOfTheNormal() {
    float[] values = start("truncated_normal(low = -1, high = 3)", 1000, 1000, 3);
    double all = phi(3) - phi(-1);
    for (double bound : new double[] {-0.9, -0.5, 0, 0.3, 1, 1.7, 2.5}) {
      double share = IntStream.range(0, values.length).filter(i -> values[i] < bound).count() / 1e6;
      assertEquals((phi(bound) - phi(-1)) / all, share, 0.0025);
    }
    float[] tail = start("truncated_normal(low = 6, high = 7)", 100, 100, 3);
    assertEquals(6.158, moment(tail, 0, 1), 0.01);
    for (float value : start("truncated_normal(low = 20, high = 21)", 10, 10, 3)) {
      assertTrue(value >= 20 && value <= 21);
    }
  }

  private static double phi(double x) {
    return 0.5 * (1 + netwright.runtime.math.Functions.erf(x / Math.sqrt(2)));
  }

  @Test
  void theIdentity() {
    assertArrayEquals(new float[] {2, 0, 0, 0, 2, 0}, start("eye(gain = 2)", 2, 3, 1));
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0}, start("eye", 3, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"40, 40", "70, 30", "30, 70", "1, 5", "5, 1", "1, 1"})
  void orthogonalColumnsOrRows(int n, int m) {
    float[] w = start("orthogonal(gain = 3)", n, m, 11);
    boolean tall = n >= m;
    for (int a = 0; a < Math.min(n, m); a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(n, m); i++) {
          dot += (double) w[tall ? i * m + a : a * m + i] * w[tall ? i * m + b : b * m + i];
        }
        assertEquals(a == b ? 9 : 0, dot, 1e-5);
      }
    }
  }

  /// Q of normal draws favours no direction: each element of a column of n has mean 0 and variance 1 / n.
  @Test
  void orthogonalHasNoPreferredSign() {
    double diagonal = 0;
    double square = 0;
    int trials = 400;
    for (int seed = 0; seed < trials; seed++) {
      float[] w = start("orthogonal", 10, 10, seed);
      for (int i = 0; i < 10; i++) {
        diagonal += w[11 * i];
        square += w[11 * i] * w[11 * i];
      }
    }
    assertEquals(0, diagonal / (10 * trials), 0.025);
    assertEquals(0.1, square / (10 * trials), 0.01);
  }

  @Test
  void orthogonalKernelsAreMatricesOfAllTaps() {
    float[] w = start("orthogonal", "[3, 3, 4, 5]", 11);
    float[] flat = start("orthogonal", "[36, 5]", 11);
    assertArrayEquals(flat, w);
  }

  @Test
  void sparseRowsHaveExactlyTheZeros() {
    float[] w = start("sparse(0.3, std = 2)", 500, 21, 4);
    int[] zeros = new int[21];
    double square = 0;
    for (int row = 0; row < 500; row++) {
      int inRow = 0;
      for (int j = 0; j < 21; j++) {
        float value = w[row * 21 + j];
        inRow += value == 0 ? 1 : 0;
        zeros[j] += value == 0 ? 1 : 0;
        square += value * value;
      }
      assertEquals(7, inRow);
    }
    assertEquals(4, square / (500 * 14), 0.4);
    for (int count : zeros) {
      assertEquals(500 / 3.0, count, 55, "each place is zero as often");
    }
  }

  @Test
  void identicalFeaturesAreTheMeanOfTheInputs() {
    float third = 1 / 3f;
    assertArrayEquals(
        new float[] {third, third, third, third, third, third}, start("identical", 3, 2, 4));
    float[] kernel = new float[12];
    kernel[4] = 1;
    kernel[5] = 1;
    kernel[6] = 1;
    kernel[7] = 1;
    assertArrayEquals(kernel, start("identical(gain = 2)", "[3, 2, 2]", 4));
  }

  @Test
  void zeroIsTheIdentityWhereFeaturesAreKeptOrLost() {
    assertArrayEquals(new float[] {1, 0, 0, 1}, start("zero", 2, 2, 1));
    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0}, start("zero", 3, 2, 1));
    assertArrayEquals(new float[] {1}, start("zero", 1, 1, 1));
  }

  /// c · I · H · I with H of order 2ᵏ, k = ⌈log₂ 3⌉ = 2, c = 2^(-(k - 1) / 2).
  @Test
  void zeroIsHadamardWhereFeaturesAreGained() {
    float c = (float) Math.pow(2, -0.5);
    assertArrayEquals(new float[] {c, c, c, c, -c, c}, start("zero", 2, 3, 1));
    float d = 0.5f;
    assertArrayEquals(
        new float[] {
          d, d, d, d, d, d, d, d, d, -d, d, -d, d, -d, d, -d, d, d, -d, -d, d, d, -d, -d
        },
        start("zero", 3, 8, 1));
  }

  /// 2^(k-1) columns more than rows at powers of two: H Hᵀ = 2ᵏ I.
  @Test
  void hadamardRowsAreOrthogonal() {
    float[] w = start("zero", 200, 256, 1);
    for (int a = 0; a < 200; a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int i = 0; i < 256; i++) {
          dot += (double) w[a * 256 + i] * w[b * 256 + i];
        }
        assertEquals(a == b ? 2 : 0, dot, 1e-4);
      }
    }
  }

  @Test
  void zeroOfAConvolutionIsInItsMiddle() {
    float[] w = start("zero", "[3, 3, 2, 2]", 1);
    float[] expected = new float[36];
    expected[16] = 1;
    expected[19] = 1;
    assertArrayEquals(expected, w);
  }

  /// The middle is floor(k / 2) along each axis: taps (1, 1) of 2 × 2, (2, 1) of 4 × 3.
  @ParameterizedTest
  @CsvSource({"2 2, 3", "4 3, 7", "3 4, 6", "4 4, 10", "2, 1", "3, 1", "4, 2", "2 3 4, 18"})
  void theMiddleOfEvenKernels(String kernel, int middle) {
    String sizes = kernel.replace(" ", ", ");
    for (String initializer : List.of("zero", "identical")) {
      float[] w = start(initializer, "[" + sizes + ", 1, 1]", 1);
      float[] expected = new float[w.length];
      expected[middle] = 1;
      assertArrayEquals(expected, w, initializer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "truncated_normal",
    "orthogonal",
    "sparse(0.5)",
    "random(bernoulli(0.5)) + random(uniform(0; 1))"
  })
  void drawsDependOnTheSeedOnly(String initializer) {
    String written = initializer.replace(';', ',');
    float[] values = start(written, 6, 5, 1);
    assertArrayEquals(values, start(written, 6, 5, 1));
    assertFalse(Arrays.equals(values, start(written, 6, 5, 2)));
  }

  /// torch.nn.MultiheadAttention: its one matrix for queries, keys and values is [3n, n], so the bound is √(6 / 4n).
  @Test
  void attentionStartsAsInPyTorchUnlessTheNetworkSaysOtherwise() {
    String text =
        """
        network Test {
          input x: [3, 16]
          target y: [3, 16]
          output z = x -> multi_head_attention(4)
          loss mse(z, y)
          %s
          train { optimizer = sgd() }
          data { file = "test.csv" x = [0 .. 47] y = [48 .. 95] }
        }
        """;
    TypedModel model = Checking.model("test.net", text.formatted(""));
    double bound = Math.sqrt(6 / 64.0);
    for (TypedModel.ModelVariable variable : model.variables()) {
      boolean projects =
          variable.shape().rank() == 2 && !variable.name().contains("attention.linear");
      if (projects) {
        Initial.Uniform uniform = (Initial.Uniform) variable.initial();
        assertEquals(bound, uniform.high(), 1e-12, variable.name());
        assertEquals(-bound, uniform.low(), 1e-12, variable.name());
      } else if (variable.shape().rank() == 1) {
        assertEquals(Initial.ZERO, variable.initial(), variable.name());
      }
    }
    assertEquals(8, model.variables().size());
    TypedModel own = Checking.model("test.net", text.formatted("init linear.weight = ones"));
    own.variables().stream()
        .filter(variable -> variable.shape().rank() == 2)
        .forEach(variable -> assertEquals(new Initial.Fill(1), variable.initial()));
  }

  @Test
  void drawsOfOneInitializerAreIndependent() {
    float[] w = start("random(normal(0, 1)) * random(normal(0, 1))", 1000, 1000, 1);
    assertEquals(0, moment(w, 0, 1), 0.005);
    assertEquals(1, moment(w, 0, 2), 0.02);
    assertArrayEquals(start("normal(0, 1)", 3, 4, 1), start("random(normal(0, 1))", 3, 4, 1));
  }
}
