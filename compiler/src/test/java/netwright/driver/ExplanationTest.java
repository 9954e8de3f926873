package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import netwright.emit.ClassEmitter;
import netwright.emit.Explained;
import netwright.emit.Lanes;
import netwright.loop.LoopStmt;
import netwright.parallel.Schedule;
import netwright.runtime.Flavour;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schedules, with what led to them, are those of the golden files.
class ExplanationTest {

  static List<Path> networks() {
    return Golden.files("schedules", ".net");
  }

  private static Compilation compilation(Path file) {
    var options = new CompileOptions(Mode.COMPILED, FlavourChoice.SCALAR, List.of());
    return Compiler.compile(file, options);
  }

  private static BackEnd step(Path file) {
    Compilation compilation = compilation(file);
    return compilation.train(compilation.model().recipe().batch());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void schedulesAreAsExpected(Path file) {
    BackEnd step = step(file);
    StringBuilder all = new StringBuilder();
    for (Flavour flavour : List.of(Flavour.SCALAR, Flavour.V256, Flavour.V512)) {
      all.append(step.explained(flavour, Lanes.of(flavour), 1)).append('\n');
    }
    all.append(step.explained(Flavour.V512, Lanes.of(Flavour.V512), 2)).append('\n');
    all.append(step.explained(Flavour.V512, Lanes.of(Flavour.V512, true), 1));
    Golden.check(Golden.sibling(file, ".golden"), all.toString());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theDumpOfThePlanEndsWithTheSchedule(Path file) {
    String plan = compilation(file).dump(Stage.PLAN);
    assertTrue(plan.startsWith("plan of train: capacity 128"), plan);
    assertTrue(
        plan.endsWith("\n\n" + step(file).explained(Flavour.SCALAR, new Lanes.Scalar(), 1)), plan);
  }

  /// Each kernel that has something to decide says what was decided.
  @Test
  void everyContractionHasAForm() {
    BackEnd step = step(networks().getFirst());
    var lanes = new Lanes.Vector(16);
    var schedule = Schedule.single(step.loops(Flavour.V512));
    for (Explained explained : ClassEmitter.explain(schedule, lanes)) {
      boolean contracts =
          explained.task().kernel().body().getFirst() instanceof LoopStmt.Contraction;
      assertFalse(contracts && explained.decisions().isEmpty(), explained::toString);
    }
  }
}
