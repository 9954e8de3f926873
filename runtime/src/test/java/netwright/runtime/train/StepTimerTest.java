package netwright.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepTimerTest {

  private static double micros(int most, long... nanos) {
    StepTimer timer = new StepTimer(most);
    for (long each : nanos) {
      timer.add(each);
    }
    return timer.stepMicros(2);
  }

  @Test
  void isTheMedianOfTheSecondHalf() {
    assertEquals(3, micros(6, 900_000, 800_000, 700_000, 6_000, 4_000, 90_000));
    assertEquals(5, micros(1, 10_000));
    assertEquals(5, micros(100, 90_000, 10_000));
  }

  @Test
  void forgetsWhatIsLongAgo() {
    StepTimer timer = new StepTimer(Integer.MAX_VALUE);
    for (int epoch = 0; epoch < 100_000; epoch++) {
      timer.add(epoch < 95_000 ? 1_000_000 : 2_000);
    }
    assertEquals(1, timer.stepMicros(2));
  }
}
