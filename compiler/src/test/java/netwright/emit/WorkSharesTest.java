package netwright.emit;

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
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Space;
import netwright.parallel.Schedule;
import org.junit.jupiter.api.Test;

class WorkSharesTest {
  private final ProgramBuilder build = new ProgramBuilder();

  private Contraction layer(int in, int out) {
    Loop rows = build.rows(1);
    Loop o = build.loop(out);
    Loop k = build.loop(in);
    int capacity = ProgramBuilder.CAPACITY;
    return build
        .sums(rows, o)
        .over(k)
        .of(
            load(build.scratch(capacity * in), at(rows, in, k, 1)),
            load(build.buffer(Space.PERSISTENT, in * out), at(k, out, o, 1)))
        .into(build.scratch(capacity * out), at(rows, out, o, 1));
  }

  @Test
  void aTwentiethIsNotSmall() {
    Contraction large = layer(19, 100);
    Contraction twentieth = layer(10, 10);
    Contraction less = layer(9, 11);
    WorkShares shares = new WorkShares(build.kernel(large, twentieth).build());
    assertFalse(shares.isSmall(large));
    assertFalse(shares.isSmall(twentieth));
    assertTrue(shares.isSmall(less));
  }

  @Test
  void loopsAroundCount() {
    Contraction inside = layer(5, 5);
    Contraction beside = layer(10, 10);
    LoopProgram program =
        build.kernel(ProgramBuilder.loop(build.loop(100), inside)).kernel(beside).build();
    assertTrue(new WorkShares(program).isSmall(beside));
  }

  /// Ten columns fill eight lanes better than sixteen, but vectors of a second kind are not worth it for so little.
  @Test
  void littleWorkHasVectorsAsWideAsTheRest() {
    assertEquals(Set.of("8"), lanes(build.kernel(layer(20, 10)).build()));
    assertEquals(Set.of("16"), lanes(build.kernel(layer(300, 32)).build()));
  }

  private static Set<String> lanes(LoopProgram program) {
    Set<String> lanes = new TreeSet<>();
    List<Explained> all = ClassEmitter.explain(Schedule.single(program), new Lanes.Vector(16));
    for (Explained explained : all) {
      Matcher of = Pattern.compile("vectors of (\\d+) lanes").matcher(explained.toString());
      while (of.find()) {
        lanes.add(of.group(1));
      }
    }
    return lanes;
  }
}
