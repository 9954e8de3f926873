package netwright.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import netwright.fuse.Fusion;
import netwright.ir.Node;
import netwright.laws.RandomGraphs;
import netwright.laws.Trial;
import netwright.loop.Buffer;
import netwright.loop.Space;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;

class MemoryPlannerTest {

  @Test
  void noTwoLiveBuffersOverlap() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      List<Lifetime> lifetimes = lifetimes(random, 1 + random.nextInt(40));
      requireSound(lifetimes, MemoryPlanner.place(lifetimes));
    }
  }

  @Test
  void buffersThatDoNotMeetShareMemory() {
    List<Lifetime> chain =
        List.of(new Lifetime(100, 0, 1), new Lifetime(100, 2, 3), new Lifetime(40, 4, 9));
    assertEquals(new MemoryPlanner.Placement(List.of(0, 0, 0), 100), MemoryPlanner.place(chain));
  }

  @Test
  void aBufferWrittenWhileAnotherIsReadForTheLastTimeIsApart() {
    List<Lifetime> touching = List.of(new Lifetime(7, 0, 1), new Lifetime(5, 1, 2));
    assertEquals(new MemoryPlanner.Placement(List.of(0, 16), 21), MemoryPlanner.place(touching));
  }

  @Test
  void nothingNeedsNothing() {
    assertEquals(new MemoryPlanner.Placement(List.of(), 0), MemoryPlanner.place(List.of()));
  }

  @Test
  void whatNoArrayHoldsIsRefused() {
    Lifetime half = new Lifetime(1_500_000_000, 0, 1);
    assertThrows(ArithmeticException.class, () -> MemoryPlanner.place(List.of(half, half)));
  }

  /// In whole plans: buffers of one kernel, and all that is given, lie apart from each other and inside their array.
  @Test
  void buffersOfOneKernelLieApart() {
    for (long seed = 0; seed < 100; seed++) {
      Trial trial = RandomGraphs.trial(seed);
      Plan plan =
          Planner.plan(
              Fusion.fuse(Pipeline.canonical(trial.graph())), trial.capacity(), trial.layout());
      plan.kernels().kernels().forEach(kernel -> requireApart(plan, kernel.nodes()));
      plan.buffers()
          .values()
          .forEach(
              buffer -> assertTrue(end(buffer) <= sizeOf(plan, buffer.space()), buffer::toString));
    }
  }

  private static void requireApart(Plan plan, List<Node> nodes) {
    List<Buffer> buffers =
        nodes.stream().filter(plan.buffers()::containsKey).map(plan.buffers()::get).toList();
    List<Buffer> others = new ArrayList<>(buffers);
    others.add(plan.lanes().single());
    others.add(plan.lanes().wide());
    for (Buffer buffer : buffers) {
      for (Buffer other : others) {
        boolean apart =
            buffer.space() != other.space()
                || end(buffer) <= other.offset()
                || end(other) <= buffer.offset();
        assertTrue(buffer == other || apart, () -> buffer + " and " + other + " in\n" + plan);
      }
    }
  }

  private static int end(Buffer buffer) {
    return buffer.offset() + buffer.length();
  }

  private static int sizeOf(Plan plan, Space space) {
    return switch (space) {
      case SCRATCH -> plan.spec().scratchSize();
      case WIDE -> plan.spec().wideSize();
      case PERSISTENT, WIDE_PERSISTENT -> plan.persistentSize();
      case LANES -> plan.spec().lanesSize();
    };
  }

  private static List<Lifetime> lifetimes(Random random, int count) {
    List<Lifetime> lifetimes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(20);
      lifetimes.add(new Lifetime(1 + random.nextInt(200), first, first + random.nextInt(10)));
    }
    return lifetimes;
  }

  private static void requireSound(List<Lifetime> lifetimes, MemoryPlanner.Placement placement) {
    for (int i = 0; i < lifetimes.size(); i++) {
      int start = placement.offsets().get(i);
      int end = start + lifetimes.get(i).size();
      assertTrue(start >= 0 && start % 16 == 0 && end <= placement.size());
      for (int j = 0; j < i; j++) {
        int other = placement.offsets().get(j);
        boolean apart = end <= other || other + lifetimes.get(j).size() <= start;
        assertTrue(
            apart || !lifetimes.get(i).overlaps(lifetimes.get(j)),
            () -> lifetimes + " at " + placement);
      }
    }
  }
}
