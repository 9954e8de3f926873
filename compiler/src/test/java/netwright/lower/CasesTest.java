package netwright.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import netwright.check.Checking;
import netwright.check.TypedModel;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphVerifier;
import netwright.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The models and graphs of `cases` are those of their golden files, and sound in both precisions.
class CasesTest {
  static List<Path> files() {
    return Golden.files("cases", ".net");
  }

  @ParameterizedTest
  @MethodSource("files")
  void lowersAsBefore(Path file) {
    TypedModel model = Checking.model(file);
    LoweredModel lowered = Lowering.lower(model, DType.F32);
    verify(lowered);
    Golden.check(Golden.sibling(file, ".golden"), "[model]\n" + model + "\n[graphs]\n" + lowered);
  }

  @ParameterizedTest
  @MethodSource("files")
  void lowersInDoublePrecision(Path file) {
    LoweredModel lowered = Lowering.lower(Checking.model(file), DType.F64);
    verify(lowered);
    assertEquals(DType.F64, lowered.train().results().getLast().node().type().dtype());
  }

  private static void verify(LoweredModel lowered) {
    for (Graph graph : List.of(lowered.predict(), lowered.evaluate(), lowered.train())) {
      GraphVerifier.verify(graph);
    }
    lowered.fits().forEach(fit -> GraphVerifier.verify(fit.graph()));
  }
}
