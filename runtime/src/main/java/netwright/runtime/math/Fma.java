package netwright.runtime.math;

/// Fused multiply-add, `a * b + c` rounded once, with the same bits on every machine.
///
/// [Math#fma(float, float, float)] is exact everywhere, but where the processor has no such
/// instruction (or the virtual machine may not use it: `-XX:UseAVX=0`, `-XX:-UseFMA`) it computes
/// with `BigDecimal` and is some thousand times slower. There this class takes a software form
/// instead: same result, tens of operations. The choice is a constant, so the compiler of the
/// virtual machine sees only one side of it.
public final class Fma {
  /// Whether [Math#fma(double, double, double)] runs on hardware here. It never changes a result,
  /// only the speed.
  public static final boolean HARDWARE = FmaProbe.isFast();

  private Fma() {}

  /// `a * b + c`, rounded once to f32.
  public static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : SoftwareFma.fma(a, b, c);
  }

  /// `a * b + c`, rounded once to f64.
  public static double fma(double a, double b, double c) {
    return HARDWARE ? Math.fma(a, b, c) : SoftwareFma.fma(a, b, c);
  }
}
