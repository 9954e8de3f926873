package com.example.houses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
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

  @Test
  void theNetworkGoesOnLearning() throws IOException {
    HousePrices.Trainer trainer = HousePrices.Trainer.from(Path.of("src/main/net/HousePrices.safetensors"));
    float[] house = {6.5f, 5};
    float[] sold = {35};
    double before = trainer.step(1, house, sold);
    for (int i = 0; i < 50; i++) {
      trainer.step(1, house, sold);
    }
    assertTrue(trainer.step(1, house, sold) < before / 2);
    assertEquals(35, trainer.predictor().price(house), 3);
  }
}
