package netwright.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {

  /// In each stage every part adds to its own place what its neighbour left in the stage before.
  private record Ring(int parts, int stages) implements ParallelProgram {
    @Override
    public void run(Memory memory, float[] lanes, int rows, int limit, int stage, int part) {
      int from = (stage % 2) * parts;
      int to = parts - from;
      float neighbour = memory.scratch[from + (part + 1) % parts];
      memory.scratch[to + part] = (3 * neighbour + part + rows) % 1024;
    }
  }

  private static Memory ringMemory(Ring ring) {
    return new Memory(Persistent.of(new float[0]), 2 * ring.parts(), 0, 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void aTeamDoesWhatOneThreadDoes(int parts) {
    Ring ring = new Ring(parts, 4);
    Memory expected = ringMemory(ring);
    Memory actual = ringMemory(ring);
    try (Team team = new Team(ring, 16)) {
      for (int run = 1; run <= 2_000; run++) {
        ring.run(expected, run);
        team.run(actual, run);
      }
    }
    assertEquals(floats(expected), floats(actual));
  }

  @Test
  void threadsSleepAndWakeAgain() throws InterruptedException {
    Ring ring = new Ring(2, 4);
    Memory expected = ringMemory(ring);
    Memory actual = ringMemory(ring);
    try (Team team = new Team(ring, 16)) {
      for (int run = 1; run <= 10; run++) {
        ring.run(expected, run);
        team.run(actual, run);
        Thread.sleep(5);
      }
    }
    assertEquals(floats(expected), floats(actual));
  }

  private static List<Float> floats(Memory memory) {
    return java.util.stream.IntStream.range(0, memory.scratch.length)
        .mapToObj(i -> memory.scratch[i])
        .toList();
  }

  /// Fails in one part of one stage, if `rows` is 1.
  private record Failing(int failingPart, Throwable failure, AtomicInteger later)
      implements ParallelProgram {
    @Override
    public int parts() {
      return 3;
    }

    @Override
    public int stages() {
      return 3;
    }

    @Override
    public void run(Memory memory, float[] lanes, int rows, int limit, int stage, int part) {
      if (stage == 1 && part == failingPart && rows == 1) {
        switch (failure) {
          case RuntimeException exception -> throw exception;
          case Error error -> throw error;
          default -> throw new AssertionError(failure);
        }
      }
      if (stage == 2) {
        later.incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatAPartThrowsReachesTheCaller(int part) {
    IllegalStateException failure = new IllegalStateException("part");
    Failing program = new Failing(part, failure, new AtomicInteger());
    Memory memory = new Memory(Persistent.of(new float[0]), 0, 0, 0);
    try (Team team = new Team(program, 0)) {
      for (int run = 0; run < 100; run++) {
        assertSame(failure, assertThrows(IllegalStateException.class, () -> team.run(memory, 1)));
      }
      assertEquals(0, program.later().get());
      team.run(memory, 2);
      assertEquals(3, program.later().get());
    }
  }

  @Test
  void errorsReachTheCallerToo() {
    StackOverflowError failure = new StackOverflowError();
    Failing program = new Failing(2, failure, new AtomicInteger());
    try (Team team = new Team(program, 0)) {
      Memory memory = new Memory(Persistent.of(new float[0]), 0, 0, 0);
      assertSame(failure, assertThrows(StackOverflowError.class, () -> team.run(memory, 1)));
    }
  }

  /// Notes which threads ran it, and with which lanes.
  private record Noting(Set<Thread> threads, Set<float[]> lanes) implements ParallelProgram {
    @Override
    public int parts() {
      return 2;
    }

    @Override
    public int stages() {
      return 1;
    }

    @Override
    public void run(Memory memory, float[] ownLanes, int rows, int limit, int stage, int part) {
      threads.add(Thread.currentThread());
      lanes.add(ownLanes);
    }
  }

  @Test
  void eachPartHasAThreadAndLanesUntilTheTeamIsClosed() throws InterruptedException {
    Noting program = new Noting(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    Memory memory = new Memory(Persistent.of(new float[0]), 0, 0, 5);
    Team team = new Team(program, 5);
    team.run(memory, 1);
    team.run(memory, 1);
    assertEquals(2, program.threads().size());
    assertEquals(2, program.lanes().size());
    assertTrue(program.lanes().stream().allMatch(lanes -> lanes.length == 5));
    team.close();
    team.close();
    for (Thread thread : program.threads()) {
      if (thread != Thread.currentThread()) {
        assertTrue(thread.isDaemon());
        thread.join();
      }
    }
    program.threads().clear();
    team.run(memory, 1);
    assertEquals(Set.of(Thread.currentThread()), program.threads());
  }

  @Test
  void anInterruptedCallerStaysInterrupted() {
    Ring ring = new Ring(2, 4);
    Memory expected = ringMemory(ring);
    Memory actual = ringMemory(ring);
    try (Team team = new Team(ring, 16)) {
      Thread.currentThread().interrupt();
      team.run(actual, 1);
      assertTrue(Thread.interrupted());
    }
    ring.run(expected, 1);
    assertEquals(floats(expected), floats(actual));
  }

  @Test
  void aProgramWithoutPartsNeedsNoTeam() {
    Program program = (memory, rows) -> memory.step++;
    ProgramSpec spec = new ProgramSpec("train", 1, 0, 0, 0, List.of(), List.of());
    assertSame(program, Team.of(program, spec));
    assertFalse(Team.of(new Ring(2, 1), spec) instanceof ParallelProgram);
  }
}
