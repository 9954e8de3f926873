package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.store;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.parallel.Schedule;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import org.junit.jupiter.api.Test;

/// Which kernels share a method, and that each still works where it should.
class SharedKernelsTest {
  private static final int COUNT = 20;

  private final ProgramBuilder build = new ProgramBuilder();

  /// to[i] = from[i] + summand
  private void add(Buffer from, Buffer to, double summand) {
    Loop i = build.loop(COUNT);
    build.kernel(
        parallel(
            i,
            store(
                to,
                at(i, 1),
                apply(Primitive.ADD, load(from, at(i, 1)), ProgramBuilder.constant(summand)))));
  }

  private List<Buffer> buffers(int count) {
    List<Buffer> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buffers.add(build.buffer(Space.PERSISTENT, COUNT));
    }
    build.buffer(Space.PERSISTENT, 16); // what a vector may read behind the last one
    return buffers;
  }

  private long methods(Lanes lanes) {
    return SharedKernels.of(Schedule.single(build.build()), lanes).stream()
        .map(SharedKernels.Call::shared)
        .distinct()
        .count();
  }

  private void run(Lanes lanes, Memory memory) {
    GeneratedClassLoader.load(ClassEmitter.emit(build.build(), "test.Shared", "a.net", lanes))
        .run(memory, 1);
  }

  @Test
  void kernelsThatDifferInPlacesAloneShareAMethod() {
    List<Buffer> buffers = buffers(4);
    add(buffers.get(0), buffers.get(1), 1);
    add(buffers.get(1), buffers.get(2), 1);
    add(buffers.get(2), buffers.get(3), 1);
    for (Lanes lanes : Flavours.ALL) {
      assertEquals(1, methods(lanes));
      Memory memory = new Memory(Persistent.of(new float[build.build().persistentSize()]), 0, 0, 0);
      run(lanes, memory);
      assertEquals(3, memory.persistent[buffers.get(3).offset() + COUNT - 1]);
      assertEquals(1, memory.persistent[buffers.get(1).offset()]);
    }
  }

  @Test
  void placesThatAllHaveInCommonAreNoArguments() {
    List<Buffer> buffers = buffers(3);
    add(buffers.get(0), buffers.get(1), 1);
    add(buffers.get(0), buffers.get(2), 1);
    SharedKernels.Call call =
        SharedKernels.of(Schedule.single(build.build()), new Lanes.Vector(8)).getFirst();
    assertEquals(List.of(new SharedKernels.Place(buffers.get(1).offset(), 0)), call.places());
  }

  @Test
  void anotherConstantIsAnotherMethod() {
    List<Buffer> buffers = buffers(2);
    add(buffers.get(0), buffers.get(1), 1);
    add(buffers.get(0), buffers.get(1), 2);
    assertEquals(2, methods(new Lanes.Vector(8)));
  }

  @Test
  void inPlaceIsNotLikeElsewhere() {
    List<Buffer> buffers = buffers(2);
    add(buffers.get(0), buffers.get(0), 1);
    add(buffers.get(0), buffers.get(1), 1);
    assertEquals(2, methods(new Lanes.Vector(8)));
  }

  @Test
  void withoutRoomBehindItABufferStaysWhereItIs() {
    Buffer first = build.buffer(Space.PERSISTENT, COUNT);
    Buffer last = build.buffer(Space.PERSISTENT, COUNT);
    add(first, first, 1);
    add(last, last, 1);
    assertEquals(2, methods(new Lanes.Vector(8)));
  }
}
