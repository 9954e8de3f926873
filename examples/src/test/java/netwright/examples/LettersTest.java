package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import netwright.driver.TrainingReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettersTest {
  private static final Path NETWORK = Path.of("letters", "letters.net");

  @TempDir Path folder;

  /// To guess the most frequent letter would be right for one in six.
  @Test
  void fiveEpochsKnowEveryThirdLetter() {
    TrainingReport report =
        Trained.train(NETWORK, folder.resolve("w.safetensors"), "train.epochs=5");
    double accuracy = report.train().get("accuracy");
    assertTrue(accuracy > 0.33, report::toString);
    assertTrue(report.train().get("three") > accuracy, report::toString);
  }

  @Test
  void theWeightsAreTheSameInEveryMode() throws IOException {
    Trained.sameInEveryMode(NETWORK, folder, "train.epochs=1", "width=8", "heads=2", "blocks=1");
  }

  @Test
  void theDataIsTheText() throws IOException {
    String text =
        Files.readString(Path.of("letters", "address.txt"))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z.]+", "_")
            .replaceAll("_?\\._?", "._")
            .replaceFirst("_$", "");
    List<String> lines = new ArrayList<>();
    for (int start = 0; start + 17 <= text.length(); start += 2) {
      lines.add(String.join(",", text.substring(start, start + 17).split("")));
    }
    assertEquals(lines, Files.readAllLines(Path.of("letters", "letters.csv")));
  }
}
