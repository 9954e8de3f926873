package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netwright.ir.DType;
import netwright.ir.GraphVerifier;
import netwright.lower.LoweredModel;
import netwright.lower.Lowering;
import netwright.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks with words exchanged: each gives a model whose graphs are sound, or errors; never an exception.
class CheckFuzzTest {
  private static final int TRIES = 150;

  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z_]\\w*|\\d[\\w.]*|\"[^\"]*\"|\\s+|->|.", Pattern.DOTALL);

  /// Sound texts, and others: each half of the tries.
  private static final List<List<String>> TEXTS =
      List.of(texts("cases", "cases/features"), texts("errors/check"));

  private static List<String> texts(String... folders) {
    return Stream.of(folders)
        .flatMap(folder -> Golden.files(folder, ".net").stream())
        .filter(file -> !file.toString().contains("exponential"))
        .map(Golden::read)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverFails(long seed) {
    Random random = new Random(seed);
    int models = 0;
    for (int i = 0; i < TRIES; i++) {
      List<String> texts = TEXTS.get(i % TEXTS.size());
      String text = mutated(texts.get(random.nextInt(texts.size())), random);
      try {
        models += check(text);
      } catch (RuntimeException | StackOverflowError failure) {
        throw new AssertionError("seed " + seed + ", try " + i + ":\n" + text, failure);
      }
    }
    assertTrue(models > 0, "no text was left sound");
  }

  private static String mutated(String text, Random random) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(r -> r.group()).toList());
    int changes = 1 + random.nextInt(2);
    for (int change = 0; change < changes; change++) {
      int position = random.nextInt(tokens.size());
      while (!Character.isLetterOrDigit(tokens.get(position).charAt(0))) {
        position = (position + 1) % tokens.size();
      }
      String other = tokens.get(random.nextInt(tokens.size()));
      tokens.set(position, other.isBlank() ? "2" : other);
    }
    return String.join("", tokens);
  }

  private static int check(String text) {
    Checking.Outcome outcome = Checking.outcome("fuzz.net", text, Overrides.NONE);
    assertEquals(outcome.model().isEmpty(), outcome.problems().hasErrors(), outcome.rendered());
    if (outcome.model().isEmpty()) {
      return 0;
    }
    LoweredModel lowered = Lowering.lower(outcome.model().get(), DType.F32);
    GraphVerifier.verify(lowered.predict());
    GraphVerifier.verify(lowered.evaluate());
    GraphVerifier.verify(lowered.train());
    lowered.fits().forEach(fit -> GraphVerifier.verify(fit.graph()));
    return 1;
  }
}
