package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SwitchingProgramTest {
  private static final int ROWS = 128;
  private static final long SCALAR = 100;

  private final Memory users = new Memory(Persistent.of(new float[1]), 1, 0, 0);
  private final Memory own = new Memory(Persistent.of(new float[1]), 1, 0, 0);
  private final List<String> ran = new ArrayList<>();
  private long now;
  private int pauses;
  private long rested;
  private Runnable meanwhile = () -> {};

  private final WarmUp.Clock clock =
      new WarmUp.Clock() {
        @Override
        long nanos() {
          return now;
        }

        @Override
        void pause(long nanos) {
          pauses += nanos == WarmUp.MOMENT ? 1 : 0;
          rested += nanos == WarmUp.MOMENT ? 0 : nanos;
          now += nanos;
          meanwhile.run();
        }
      };

  private final Program scalar =
      (memory, rows) -> {
        ran.add("scalar");
        memory.scratch[0]++;
        now += SCALAR;
      };

  /// Takes the given times for its runs, one after the other and then the last one on and on; rehearsals take 80 at first
  /// and 1 after `slowRehearsals`.
  private final class Vector implements Rehearsable {
    final int slowRehearsals;
    final long[] times;
    int rehearsals;
    int runs;

    Vector(int slowRehearsals, long... times) {
      this.slowRehearsals = slowRehearsals;
      this.times = times;
    }

    @Override
    public void rehearse(Memory memory, int rows, int limit) {
      assertTrue(rows <= ROWS && limit > 0);
      memory.scratch[0]++;
      now += rehearsals++ < slowRehearsals ? 80 : 1;
    }

    @Override
    public void run(Memory memory, int rows) {
      ran.add("vector");
      memory.scratch[0]++;
      now += times[Math.min(runs++, times.length - 1)];
    }
  }

  private SwitchingProgram program(Vector vector) {
    return new SwitchingProgram(scalar, vector, false, clock);
  }

  @Test
  void runsTheFirstFormUntilTheSecondIsWarm() throws InterruptedException {
    SwitchingProgram program = program(new Vector(640, 5));
    program.run(users, ROWS);
    assertFalse(program.isSwitched());
    assertTrue(program.warmUp(own, ROWS, SCALAR));
    ran.clear();
    program.run(users, ROWS);
    assertEquals(List.of("vector"), ran);
  }

  @Test
  void neverTouchesTheUsersMemoryWhileItWarmsUp() throws InterruptedException {
    program(new Vector(640, 5)).warmUp(own, ROWS, SCALAR);
    assertEquals(0, users.scratch[0]);
    assertTrue(own.scratch[0] > Rehearsable.REHEARSALS);
  }

  @Test
  void waitsForRehearsalsToBecomeFastBeforeItRunsInFull() throws InterruptedException {
    Vector vector = new Vector(700, 5);
    program(vector).warmUp(own, ROWS, SCALAR);
    assertEquals(701, vector.rehearsals);
    assertEquals(60, pauses);
    assertEquals(3, vector.runs);
  }

  @Test
  void restsForAsLongAsItWorks() throws InterruptedException {
    program(new Vector(600, 5)).warmUp(own, ROWS, SCALAR);
    assertEquals(600 * 80 + 41 + 3 * 5, rested);
  }

  @Test
  void needsThreeFastRunsOneAfterTheOther() throws InterruptedException {
    Vector vector = new Vector(640, 900, 50, 900, 6, 5, 5);
    assertTrue(program(vector).warmUp(own, ROWS, SCALAR));
    assertEquals(6, vector.runs);
  }

  @Test
  void waitsUntilRunsNoLongerBecomeFaster() throws InterruptedException {
    Vector vector = new Vector(640, 90, 70, 20, 9, 5, 5, 5);
    assertTrue(program(vector).warmUp(own, ROWS, SCALAR));
    assertEquals(7, vector.runs);
  }

  /// A short run that waits for the compiler is called hundreds of times before that is done.
  @Test
  void hasPatienceWithShortRuns() throws InterruptedException {
    long[] times = LongStream.range(0, 2_003).map(run -> run < 2_000 ? 150 : 5).toArray();
    Vector vector = new Vector(640, times);
    assertTrue(program(vector).warmUp(own, ROWS, SCALAR));
    assertEquals(2_003, vector.runs);
    assertEquals(1_703, pauses);
  }

  @Test
  void givesUpLongRunsAfterManyOfThem() throws InterruptedException {
    Vector vector = new Vector(640, 20_000_000);
    assertFalse(program(vector).warmUp(own, ROWS, SCALAR));
    assertEquals(300, vector.runs);
    assertEquals(0, pauses);
  }

  @Test
  void staysWithTheFirstFormIfTheSecondIsSlower() throws InterruptedException {
    SwitchingProgram program = program(new Vector(640, 150));
    assertFalse(program.warmUp(own, ROWS, SCALAR));
    ran.clear();
    program.run(users, ROWS);
    assertEquals(List.of("scalar"), ran);
  }

  @Test
  void theLatestRunOfTheFirstFormIsTheLimit() throws InterruptedException {
    SwitchingProgram program = program(new Vector(640, 150));
    program.run(users, ROWS);
    assertFalse(program.warmUp(own, ROWS, 200));
    assertTrue(program(new Vector(640, 150)).warmUp(own, ROWS, 200), "no run yet");
  }

  @Test
  void awaitsRunsOfTheFirstFormForOneAndAHalfSeconds() throws InterruptedException {
    SwitchingProgram program =
        new SwitchingProgram((_, _) -> now += 400_000_000, new Vector(0), false, clock);
    meanwhile = () -> program.run(users, ROWS);
    program.awaitFirst();
    assertEquals(4, pauses);
    program.awaitFirst();
    assertEquals(4, pauses);
  }

  @Test
  void awaitsThirtySecondsWhereAWarmUpTakesTheTimeOfTheRuns() throws InterruptedException {
    SwitchingProgram program =
        new SwitchingProgram((_, _) -> now += 400_000_000, new Vector(0), true, clock);
    meanwhile = () -> program.run(users, ROWS);
    program.awaitFirst();
    assertEquals(75, pauses);
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    SwitchingProgram program = program(new Vector(640, 5));
    assertThrows(InterruptedException.class, () -> program.warmUp(own, ROWS, SCALAR));
    assertFalse(program.isSwitched());
  }
}
