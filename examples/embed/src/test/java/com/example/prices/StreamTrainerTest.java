package com.example.prices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTrainerTest {
  private static final float[] HOUSES = {6.575f, 4.98f, 5.2f, 20.1f};

  @TempDir Path folder;

  private final Random random = new Random(1);

  /// In this market prices have doubled.
  private void sell(StreamTrainer training, int sales) throws IOException {
    for (int i = 0; i < sales; i++) {
      float rooms = random.nextFloat(4, 8);
      float lstat = random.nextFloat(3, 30);
      training.sale(rooms, lstat, 2 * (5 * rooms - 0.5f * lstat));
    }
  }

  @Test
  void itLearnsFromTheMarket() throws IOException {
    StreamTrainer training = new StreamTrainer(folder.resolve("state"));
    sell(training, 16);
    double before = training.lastError();
    sell(training, 16 * 400);
    assertTrue(training.lastError() < before / 2, before + " " + training.lastError());
  }

  @Test
  void aTrainingThatGoesOnIsTheSameAsOneThatNeverStopped() throws IOException {
    StreamTrainer whole = new StreamTrainer(folder.resolve("whole"));
    sell(whole, 16 * 40);
    random.setSeed(1);
    sell(new StreamTrainer(folder.resolve("state")), 16 * 15);
    StreamTrainer second = new StreamTrainer(folder.resolve("state"));
    assertNotEquals(
        HousePrices.load().predictAll(HOUSES)[0], second.prices().predictAll(HOUSES)[0]);
    sell(second, 16 * 25);
    assertArrayEquals(whole.prices().predictAll(HOUSES), second.prices().predictAll(HOUSES));
    assertEquals(whole.lastError(), second.lastError());
  }
}
