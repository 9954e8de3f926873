package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bits of the functions, as a checksum over arguments of all sizes. To be run with `-Xint`,
/// `-XX:UseAVX=0` and on any machine: the sums stand here and are the same everywhere. One that
/// changes means that networks trained before will not train to the same weights again.
class SameBitsTest {
  @ParameterizedTest
  @CsvSource({
    "exp, eecde8e0",
    "expm1, 47b64601",
    "log, f4c98622",
    "log1p, a425ef37",
    "tanh, 6cad1240",
    "sigmoid, a13f98bf",
    "erf, 5d9fc402",
    "sin, b6ec01f",
    "cos, f4343481",
    "erf64, 3b373fa0",
    "fma, d4cc4858",
    "fma64, 5f1602c5",
  })
  void theChecksumIs(String function, String expected) {
    CRC32C checksum = new CRC32C();
    byte[] bytes = new byte[8];
    for (long argument = 0; argument < 1L << 32; argument += 1_000_003) {
      long result = bits(function, Float.intBitsToFloat((int) argument));
      for (int i = 0; i < 8; i++) {
        bytes[i] = (byte) (result >>> 8 * i);
      }
      checksum.update(bytes);
    }
    assertEquals(expected, Long.toHexString(checksum.getValue()));
  }

  private static long bits(String function, float x) {
    float y = Float.intBitsToFloat(Float.floatToRawIntBits(x) * 0x9E3779B1);
    return switch (function) {
      case "exp" -> canonical(Functions.exp(x));
      case "expm1" -> canonical(Functions.expm1(x));
      case "log" -> canonical(Functions.log(x));
      case "log1p" -> canonical(Functions.log1p(x));
      case "tanh" -> canonical(Functions.tanh(x));
      case "sigmoid" -> canonical(Functions.sigmoid(x));
      case "erf" -> canonical(Functions.erf(x));
      case "sin" -> canonical(Functions.sin(x));
      case "cos" -> canonical(Functions.cos(x));
      case "erf64" -> canonical(Functions.erf((double) x));
      case "fma" -> canonical(Fma.fma(x, y, -x * y));
      case "fma64" -> canonical(Fma.fma((double) x, (double) y, -0.3 * x * y));
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static long canonical(float value) {
    return Float.floatToRawIntBits(CanonicalNaN.of(value));
  }

  private static long canonical(double value) {
    return Double.doubleToRawLongBits(CanonicalNaN.of(value));
  }
}
