package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Special arguments, and ranges and symmetries that hold for every argument.
class FunctionRangeTest {
  @ParameterizedTest
  @CsvSource({
    // exp: the ends of the range, the first overflow, the last normal and the last result above 0
    "exp, 0, 1",
    "exp, -0.0, 1",
    "exp, Infinity, Infinity",
    "exp, -Infinity, 0",
    "exp, NaN, NaN",
    "exp, 88.72283, 0x1.ffff08p127",
    "exp, 88.72284, Infinity",
    "exp, 3.4e38, Infinity",
    "exp, -87.33654, 0x1.00004cp-126",
    "exp, -103.97207, 0x1p-149",
    "exp, -104.1, 0",
    "exp, -3.4e38, 0",
    "expm1, 0, 0",
    "expm1, -0.0, -0.0",
    "expm1, Infinity, Infinity",
    "expm1, -Infinity, -1",
    "expm1, NaN, NaN",
    "expm1, 1.4e-45, 1.4e-45",
    "expm1, -1e-40, -1e-40",
    "expm1, 89, Infinity",
    "expm1, -20, -1",
    "expm1, -3.4e38, -1",
    "expm1, 88.72283, 0x1.ffff08p127",
    "log, 0, -Infinity",
    "log, -0.0, -Infinity",
    "log, 1, 0",
    "log, Infinity, Infinity",
    "log, -1, NaN",
    "log, -1e-45, NaN",
    "log, -Infinity, NaN",
    "log, NaN, NaN",
    "log, 1.4e-45, -103.27893",
    "log, 3.4028235e38, 88.72284",
    "log1p, 0, 0",
    "log1p, -0.0, -0.0",
    "log1p, -1, -Infinity",
    "log1p, -1.0000001, NaN",
    "log1p, Infinity, Infinity",
    "log1p, -Infinity, NaN",
    "log1p, NaN, NaN",
    "log1p, 1.4e-45, 1.4e-45",
    "log1p, -1e-40, -1e-40",
    "log1p, 3.4028235e38, 88.72284",
    "tanh, 0, 0",
    "tanh, -0.0, -0.0",
    "tanh, Infinity, 1",
    "tanh, -Infinity, -1",
    "tanh, NaN, NaN",
    "tanh, 1.4e-45, 1.4e-45",
    "tanh, -1e-40, -1e-40",
    "tanh, 9.1, 1",
    "sigmoid, 0, 0.5",
    "sigmoid, -0.0, 0.5",
    "sigmoid, Infinity, 1",
    "sigmoid, -Infinity, 0",
    "sigmoid, NaN, NaN",
    "sigmoid, 20, 1",
    "sigmoid, -103.97207, 0x1p-149",
    "erf, 0, 0",
    "erf, -0.0, -0.0",
    "erf, Infinity, 1",
    "erf, -Infinity, -1",
    "erf, NaN, NaN",
    "erf, 4, 1",
    "erf, -1e-40, -0x1.3a8bp-133",
    "sin, 0, 0",
    "sin, -0.0, -0.0",
    "sin, 1.4e-45, 1.4e-45",
    "sin, Infinity, NaN",
    "sin, -Infinity, NaN",
    "sin, NaN, NaN",
    "sin, 1e22, -0x1.77d988p-1",
    "cos, 0, 1",
    "cos, -0.0, 1",
    "cos, 1.4e-45, 1",
    "cos, Infinity, NaN",
    "cos, NaN, NaN",
  })
  void hasTheRightValueAt(String name, float argument, float expected) {
    float value = function(name).apply(argument);
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(value), () -> "got " + value);
  }

  @Test
  void neverLeavesItsRange() {
    Floats.forEach(x -> {
      boolean inRange =
          !(Functions.exp(x) < 0)
              && !(Functions.expm1(x) < -1)
              && !(Math.abs(Functions.tanh(x)) > 1)
              && !(Math.abs(Functions.erf(x)) > 1)
              && !(Math.abs(Functions.sigmoid(x) - 0.5f) > 0.5f);
      if (!inRange) {
        throw new AssertionError("out of range at " + Float.toHexString(x));
      }
    });
  }

  @Test
  void oddAndEvenFunctionsAreSo() {
    Floats.forEach(x -> {
      boolean symmetric =
          same(Functions.tanh(-x), -Functions.tanh(x))
              && same(Functions.erf(-x), -Functions.erf(x));
      boolean reduced = Math.abs(x) <= FloatTrigonometric.LARGEST;
      if (reduced) {
        symmetric &= same(Functions.sin(-x), -Functions.sin(x));
        symmetric &= same(Functions.cos(-x), Functions.cos(x));
      }
      if (!symmetric) {
        throw new AssertionError("not symmetric at " + Float.toHexString(x));
      }
    });
  }

  private static boolean same(float a, float b) {
    return Float.floatToIntBits(a) == Float.floatToIntBits(b);
  }

  private static Floats.Function function(String name) {
    return switch (name) {
      case "exp" -> Functions::exp;
      case "expm1" -> Functions::expm1;
      case "log" -> Functions::log;
      case "log1p" -> Functions::log1p;
      case "tanh" -> Functions::tanh;
      case "sigmoid" -> Functions::sigmoid;
      case "erf" -> Functions::erf;
      case "sin" -> Functions::sin;
      case "cos" -> Functions::cos;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
