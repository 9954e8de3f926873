package netwright.driver;

import netwright.runtime.math.Fma;

/// The most that one core does in this virtual machine: independent chains of fused multiply-adds.
final class Peak {
  private static final long SAMPLE_NANOS = 2_000_000;
  private static final long WARM_NANOS = 300_000_000;
  private static final int SAMPLES = 50;
  private static final int NUMBERS = 1024;
  private static final int LINKS = 16;

  private final float[] numbers = new float[NUMBERS];
  private float factor = 0.999f;
  private float summand = 0.001f;

  private Peak() {}

  /// The best of many samples, in GFLOP/s.
  ///
  /// @param vectors whether the vector module is there
  static double gigaflops(boolean vectors) {
    Peak peak = new Peak();
    double plain = best(2L * LINKS * NUMBERS, peak::plain);
    return vectors ? Math.max(plain, best(VectorPeak.FLOPS, VectorPeak::run)) : plain;
  }

  /// A loop that HotSpot makes vectors of by itself, where it can; its chains are the elements of an array in the nearest
  /// cache.
  private void plain() {
    if (Fma.HARDWARE) {
      fused(numbers, factor, summand);
    } else {
      separate(numbers, factor, summand);
    }
  }

  private static void fused(float[] a, float x, float y) {
    for (int i = 0; i < NUMBERS; i++) {
      float v = a[i];
      for (int link = 0; link < LINKS; link++) {
        v = Math.fma(v, x, y);
      }
      a[i] = v;
    }
  }

  private static void separate(float[] a, float x, float y) {
    for (int i = 0; i < NUMBERS; i++) {
      float v = a[i];
      for (int link = 0; link < LINKS; link++) {
        v = v * x + y;
      }
      a[i] = v;
    }
  }

  private static double best(long flops, Runnable run) {
    long end = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < end) {
      run.run();
    }
    double best = 0;
    for (int i = 0; i < SAMPLES; i++) {
      best = Math.max(best, sample(flops, run));
    }
    return best;
  }

  private static double sample(long flops, Runnable run) {
    long runs = 0;
    long start = System.nanoTime();
    long nanos;
    do {
      run.run();
      runs++;
      nanos = System.nanoTime() - start;
    } while (nanos < SAMPLE_NANOS);
    return (double) flops * runs / nanos;
  }
}
