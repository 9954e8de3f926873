package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.parallel.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// Columns of which the last few take a vector half as wide.
class NarrowEndTest {
  private static final int SUMS = 40;

  private ProgramBuilder build = new ProgramBuilder();

  private ContractionBuilder product(Loop rows, int apart, Loop o, int out, int sums) {
    Loop k = build.loop(sums);
    return build
        .sums(rows, o)
        .over(k)
        .of(
            load(build.scratch(apart * sums), at(rows, sums, k, 1)),
            load(build.buffer(Space.PERSISTENT, sums * out), at(k, out, o, 1)));
  }

  private Contraction layer(int out, int sums) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    int capacity = ProgramBuilder.CAPACITY;
    return product(rows, capacity, o, out, sums)
        .into(build.scratch(capacity * out), at(rows, out, o, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {67, 72, 81, 84, 97, 100, 104, 193})
  void sameBits(int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    int capacity = ProgramBuilder.CAPACITY;
    build.kernel(
        product(rows, capacity, o, out, SUMS)
            .startingFrom(load(build.buffer(Space.PERSISTENT, out), at(o, 1)))
            .into(
                build.scratch(capacity * out),
                at(rows, out, o, 1),
                sum -> apply(Primitive.TANH, sum)));
    Agreement.check(build.build(), 41);
  }

  /// The stripe of the last columns is copied like the others, by its first tile.
  @ParameterizedTest
  @ValueSource(ints = {100, 104})
  void copiedColumns(int out) {
    int apart = 260;
    Loop rows = build.loop(50);
    Loop o = build.loop(out);
    Loop k = build.loop(SUMS);
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(50 * SUMS), at(rows, SUMS, k, 1)),
                load(build.buffer(Space.PERSISTENT, SUMS * apart), at(k, apart, o, 1)))
            .withCopies(SUMS * 64)
            .into(build.scratch(50 * out), at(rows, out, o, 1)));
    assertEquals(Set.of("16", "8"), lanes(build.build(), 16));
    Agreement.check(build.build(), 42);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 113})
  void turnedColumns(int out) {
    Loop rows = build.loop(19);
    Loop o = build.loop(out);
    Loop k = build.loop(SUMS);
    Buffer weight = build.buffer(Space.PERSISTENT, out * SUMS);
    build.buffer(Space.PERSISTENT, 16); // so that vectors may be read from anywhere in the weight
    build.kernel(
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(19 * SUMS), at(rows, SUMS, k, 1)),
                load(weight, at(o, SUMS, k, 1)))
            .withCopies(SUMS * 64)
            .into(build.scratch(19 * out), at(rows, out, o, 1)));
    assertEquals(Set.of("16", "8"), lanes(build.build(), 16));
    Agreement.check(build.build(), 43);
  }

  /// Half of a vector or less is left, of 32 registers, and sums are long enough for more calls.
  @Test
  void onlyWhereItIsHalfTheWork() {
    assertEquals(Set.of("16", "8"), lanes(program(layer(100, SUMS)), 16));
    assertEquals(Set.of("16"), lanes(program(layer(96, SUMS)), 16));
    assertEquals(Set.of("16"), lanes(program(layer(105, SUMS)), 16));
    assertEquals(Set.of("16"), lanes(program(layer(100, 31)), 16));
    assertEquals(Set.of("8"), lanes(program(layer(100, SUMS)), 8));
  }

  /// A second width has its price, so a network with as much other work has one.
  @Test
  void onlyForMostOfTheWork() {
    Contraction first = layer(100, SUMS);
    assertEquals(Set.of("16"), lanes(program(first, layer(100, SUMS)), 16));
    assertEquals(Set.of("16", "8"), lanes(program(layer(100, SUMS), layer(96, SUMS)), 16));
  }

  /// What is read where sums are stored would be there only the first time.
  @Test
  void neverInPlace() {
    Loop rows = build.rows(1);
    Loop o = build.loop(100);
    Buffer y = build.scratch(ProgramBuilder.CAPACITY * 100);
    Affine place = at(rows, 100, o, 1);
    Contraction inPlace =
        product(rows, ProgramBuilder.CAPACITY, o, 100, SUMS)
            .startingFrom(load(y, place))
            .into(y, place);
    assertEquals(Set.of("16"), lanes(program(inPlace), 16));
  }

  /// What comes out of the loop of a tile is a vector of one class for the compiler, whatever it has seen of others.
  @Test
  void classesOfSumsAreKnown() {
    List<MethodNode> two = tiles(program(layer(100, SUMS)));
    assertFalse(two.isEmpty());
    assertTrue(two.stream().allMatch(NarrowEndTest::casts));
    assertTrue(two.stream().anyMatch(tile -> tile.name.endsWith("x1")));
    assertTrue(tiles(program(layer(96, SUMS))).stream().noneMatch(NarrowEndTest::casts));
  }

  /// A program of these contractions; what is built after it belongs to another one.
  private LoopProgram program(Contraction... contractions) {
    for (Contraction contraction : contractions) {
      build.kernel(contraction);
    }
    LoopProgram program = build.build();
    build = new ProgramBuilder();
    return program;
  }

  private static boolean casts(MethodNode method) {
    for (var instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals("java/lang/Class")
          && call.name.equals("cast")) {
        return true;
      }
    }
    return false;
  }

  private static List<MethodNode> tiles(LoopProgram program) {
    return EmittedMethods.of(program, 16).stream()
        .filter(method -> method.name.matches(".*\\$\\d+x\\d+"))
        .toList();
  }

  private static Set<String> lanes(LoopProgram program, int widest) {
    Set<String> lanes = new TreeSet<>();
    List<Explained> all = ClassEmitter.explain(Schedule.single(program), new Lanes.Vector(widest));
    for (Explained explained : all) {
      Matcher of = Pattern.compile("vectors? of (\\d+) lanes").matcher(explained.toString());
      while (of.find()) {
        lanes.add(of.group(1));
      }
    }
    return lanes;
  }
}
