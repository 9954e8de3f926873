package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import netwright.driver.TrainingReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvolutionTest {
  private static final Path NETWORK = Path.of("digits", "convolution.net");

  @TempDir Path folder;

  @Test
  void threeEpochsReadMostDigits() {
    TrainingReport report =
        Trained.train(NETWORK, folder.resolve("w.safetensors"), "train.epochs=3");
    double accuracy = report.test().orElseThrow().get("accuracy");
    assertTrue(accuracy > 0.88, report::toString);
  }

  @Test
  void theWeightsAreTheSameInEveryMode() throws IOException {
    Trained.sameInEveryMode(NETWORK, folder, "train.epochs=1", "channels=2");
  }
}
