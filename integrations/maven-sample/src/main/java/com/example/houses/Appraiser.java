package com.example.houses;

import java.io.IOException;
import java.util.Locale;

/// Says what a house is worth. `HousePrices` is compiled from `src/main/net/HousePrices.net`.
public final class Appraiser {
  private final HousePrices prices;

  /// One that knows the weights that lie beside the network.
  public Appraiser() throws IOException {
    prices = HousePrices.load();
  }

  /// A sentence about a house with so many rooms, in a neighbourhood with so many per cent of lower-status population.
  public String appraise(float rooms, float lowerStatus) {
    return String.format(
        Locale.ROOT, "about %,.0f dollars", 1000 * prices.price(rooms, lowerStatus));
  }

  static void main(String[] arguments) throws IOException {
    float rooms = Float.parseFloat(arguments[0]);
    float lowerStatus = Float.parseFloat(arguments[1]);
    IO.println(new Appraiser().appraise(rooms, lowerStatus));
  }
}
