package com.example.prices;

/// Numbers that come from outside.
final class Numbers {
  private Numbers() {}

  /// The number that `text` is.
  ///
  /// @param name what messages call it
  /// @param text `null` if there is none
  /// @throws Refused if it is none, or not finite
  static float finite(String name, String text) throws Refused {
    if (text == null) {
      throw new Refused(name + " must be a number, it is missing");
    }
    try {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below, as what is infinite
    }
    throw new Refused(name + " must be a number, not " + text);
  }
}
