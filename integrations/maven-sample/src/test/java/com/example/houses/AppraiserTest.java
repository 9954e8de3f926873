package com.example.houses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AppraiserTest {

  @Test
  void aHouseIsAppraised() throws IOException {
    String said = new Appraiser().appraise(6.575f, 4.98f);
    assertTrue(said.matches("about [23]\\d,\\d{3} dollars"), said);
  }

  @Test
  void manyHousesGetTheSamePricesAsOneByOne() throws IOException {
    HousePrices prices = HousePrices.load();
    float[] all = prices.predictAll(new float[] {6.575f, 4.98f, 5.2f, 20.1f});
    assertEquals(prices.price(6.575f, 4.98f), all[0]);
    assertEquals(prices.price(5.2f, 20.1f), all[1]);
  }

  @Test
  void theNetworkSaysWhatItsSourceExpects() throws IOException {
    for (var check : HousePrices.load().selfTest()) {
      assertTrue(check.holds(), check::toString);
    }
  }
}
