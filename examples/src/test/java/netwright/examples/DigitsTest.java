package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import netwright.driver.TrainingReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
  @TempDir Path folder;

  @Test
  void fiveEpochsReadMostDigits() {
    TrainingReport report =
        Trained.train(
            Path.of("digits", "digits.net"), folder.resolve("w.safetensors"), "train.epochs=5");
    double accuracy = report.test().orElseThrow().get("accuracy");
    assertTrue(accuracy > 0.92, report::toString);
  }
}
