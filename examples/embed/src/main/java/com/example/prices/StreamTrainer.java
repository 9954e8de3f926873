package com.example.prices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Goes on training [HousePrices] with the sales of every day, one line each: `rooms,lstat,price`.
///
/// Whenever there are enough of them, the network first says what it would have guessed, which is how good it is, and
/// then learns from them by one step. All that the training needs to go on is kept in a file, which is whole at any
/// time: whoever kills this program loses the sales since the last step, and nothing else.
public final class StreamTrainer {
  private static final int SALES = 16;

  private final HousePrices.Trainer trainer;
  private final HousePrices prices;
  private final Path state;
  private final float[] houses = new float[2 * SALES];
  private final float[] paid = new float[SALES];
  private final float[] guessed = new float[SALES];
  private int count;

  /// A training that goes on from `state`, or from the weights that were compiled with the network if there is no such
  /// file.
  ///
  /// @throws IOException if the file cannot be read, or is of another training
  public StreamTrainer(Path state) throws IOException {
    this.state = state;
    this.prices = HousePrices.load();
    this.trainer =
        Files.exists(state)
            ? HousePrices.Trainer.resume(state)
            : HousePrices.Trainer.from(prices.weights());
    prices.swapWeights(trainer.weights());
  }

  /// What predicts by the present weights; it may be asked by other threads.
  public HousePrices prices() {
    return prices;
  }

  /// Takes a sale.
  ///
  /// @return whether the network has learned
  /// @throws IOException if the state cannot be written; the old file stands
  public boolean sale(float rooms, float lstat, float price) throws IOException {
    houses[2 * count] = rooms;
    houses[2 * count + 1] = lstat;
    paid[count++] = price;
    if (count < SALES) {
      return false;
    }
    prices.predictInto(houses, guessed);
    trainer.step(SALES, houses, paid);
    trainer.checkpoint(state);
    prices.swapWeights(trainer.weights());
    count = 0;
    return true;
  }

  /// The mean distance between what was guessed and what was paid in the sales that were learned from last, in thousands
  /// of dollars.
  public double lastError() {
    double sum = 0;
    for (int i = 0; i < SALES; i++) {
      sum += Math.abs(guessed[i] - paid[i]);
    }
    return sum / SALES;
  }

  /// Learns from the sales in the standard input.
  ///
  /// @param arguments the file of the state, and the file for the weights if others are to use them
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("usage: StreamTrainer STATE [WEIGHTS] < sales.csv");
      System.exit(2);
    }
    StreamTrainer training = new StreamTrainer(Path.of(arguments[0]));
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      number++;
      try {
        if (training.sale(line)) {
          System.out.printf(Locale.ROOT, "%d sales, error %.3f%n", number, training.lastError());
          if (arguments.length > 1) {
            training.trainer.save(Path.of(arguments[1]));
          }
        }
      } catch (Refused refused) {
        System.err.println("line " + number + ": " + refused.getMessage());
      }
    }
  }

  private boolean sale(String line) throws IOException, Refused {
    String[] fields = line.split(",");
    if (fields.length != 3) {
      throw new Refused("write rooms,lstat,price");
    }
    float[] numbers = new float[3];
    for (int i = 0; i < 3; i++) {
      numbers[i] = Numbers.finite("field " + (i + 1), fields[i].strip());
    }
    return sale(numbers[0], numbers[1], numbers[2]);
  }
}
