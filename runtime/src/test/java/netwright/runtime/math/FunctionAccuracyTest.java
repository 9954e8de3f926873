package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The f32 functions against f64 ones, over all of f32.
class FunctionAccuracyTest {
  /// @param bound the largest distance that was found over all 2³² arguments, rounded up to 0.01; for
  ///     erf, sin and cos, of which a part was tried only, the 2 that is promised
  /// @param largest the largest |x| that is tried
  record Case(
      String name,
      Floats.Function function,
      DoubleUnaryOperator truth,
      double bound,
      float largest) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    float all = Float.POSITIVE_INFINITY;
    float reduced = FloatTrigonometric.LARGEST;
    return Stream.of(
        new Case("exp", Functions::exp, StrictMath::exp, 0.90, all),
        new Case("expm1", Functions::expm1, StrictMath::expm1, 1.47, all),
        new Case("log", Functions::log, StrictMath::log, 0.94, all),
        new Case("log1p", Functions::log1p, StrictMath::log1p, 1.69, all),
        new Case("tanh", Functions::tanh, StrictMath::tanh, 1.81, all),
        new Case("sigmoid", Functions::sigmoid, Functions::sigmoid, 1.65, all),
        new Case("erf", Functions::erf, Functions::erf, 2, all),
        new Case("sin", Functions::sin, StrictMath::sin, 2, reduced),
        new Case("cos", Functions::cos, StrictMath::cos, 2, reduced));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void staysWithinItsBound(Case tried) {
    double error = Floats.largestError(tried.function(), tried.truth(), tried.largest());
    assertTrue(error <= tried.bound(), () -> tried + " is off by " + error + " ulp");
  }
}
