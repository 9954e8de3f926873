package netwright.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as a person likes to read them.
final class Figures {
  private static final MathContext FIVE = new MathContext(5);

  private Figures() {}

  /// Five significant digits, more of large numbers: `14.812`, `0.95438`, `1.2346e-07`.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.4e", value);
    }
    BigDecimal exact = new BigDecimal(value);
    return (size < 1e4 ? exact.round(FIVE) : exact.setScale(0, RoundingMode.HALF_EVEN))
        .toPlainString();
  }

  /// At most five significant digits, without zeros at the end: `0.2`, `24`.
  static String brief(double value) {
    String text = number(value);
    return text.matches("-?[0-9]+\\.[0-9]+")
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  /// A duration: `3.2 ms`, `0.21 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
  static String seconds(double seconds) {
    if (seconds < 0.1) {
      return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /// A large number, three digits at least: `812`, `21,454`, `26.2 M`, `1.24 G`.
  static String large(double value) {
    if (value < 1e6) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    double scaled = value < 1e9 ? value / 1e6 : value / 1e9;
    String digits = scaled < 10 ? "%.2f" : scaled < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, scaled) + (value < 1e9 ? " M" : " G");
  }

  /// The time of a run: `48.2 ns`, `9.40 µs`, `3.21 ms`.
  static String nanos(double nanos) {
    return nanos < 1000
        ? String.format(Locale.ROOT, "%.1f ns", nanos)
        : nanos < 1e9 ? micros(nanos / 1e3) : seconds(nanos / 1e9);
  }

  /// Microseconds of a step: `9.4 µs`, `3.21 ms`.
  static String micros(double micros) {
    String unit = micros < 1000 ? " µs" : " ms";
    double value = micros < 1000 ? micros : micros / 1000;
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value) + unit;
  }

  /// `1 row`, `2 rows`.
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
