package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;

/// A predictor whose program reads a copy of its weights.
class PreparedPredictorTest {
  private static final Schema SCHEMA =
      Schemas.of(
          Precision.F32,
          new ProgramSpec(
              "predict",
              1,
              4,
              0,
              0,
              List.of(new Port("x", false, 0, 1, true)),
              List.of(new Port("y", false, 1, 2, true)),
              List.of(new Panels(0, 1, 2, 4, 2))),
          List.of(new Schema.Field("x", "", 0, "", List.of(), List.of(), List.of())),
          List.of(new Variable("w", Variable.Role.PARAMETER, List.of(1, 2), 0)),
          6);

  private static final class Copied extends CompiledPredictor {
    Copied(TensorFile weights) throws MalformedFileException {
      super(Copied::run, SCHEMA, "the weights", weights);
    }

    private static void run(Memory memory, int rows) {
      for (int i = 0; i < 2; i++) {
        memory.scratch[1 + i] = memory.scratch[0] * memory.persistent[2 + i];
      }
    }
  }

  @Test
  void newWeightsAreCopiedToo() throws MalformedFileException {
    Map<String, float[]> x = Map.of("x", new float[] {2});
    Copied predictor = new Copied(weights(3, 4));
    assertArrayEquals(new float[] {6, 8}, predictor.predict(1, x).get("y"));

    predictor.swapWeights(weights(5, 6));

    assertArrayEquals(new float[] {10, 12}, predictor.predict(1, x).get("y"));
  }

  private static TensorFile weights(float first, float second) {
    return Weights.toFile(
        SCHEMA.variables(), Persistent.of(new float[] {first, second, 0, 0}), Map.of());
  }
}
