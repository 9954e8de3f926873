package netwright.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> NAMES =
      List.of("relu", "linear", "softmax", "softplus", "elu", "gelu");

  @Test
  void nearest() {
    assertEquals(Optional.of("softmax"), Suggestions.nearest("sofmax", NAMES));
    assertEquals(Optional.of("linear"), Suggestions.nearest("lienar", NAMES));
    assertEquals(Optional.of("linear"), Suggestions.nearest("Linear", NAMES));
    assertEquals(Optional.of("elu"), Suggestions.nearest("slu", NAMES));
    assertEquals(Optional.empty(), Suggestions.nearest("convolution", NAMES));
    assertEquals(Optional.of("W"), Suggestions.nearest("w", List.of("W", "x")));
    assertEquals(Optional.empty(), Suggestions.nearest("z", List.of("W", "x")));
    assertEquals(
        Optional.empty(), Suggestions.nearest("x".repeat(1000), List.of("x".repeat(1001))));
  }

  @Test
  void ofSeveralTheFirstInTheAlphabet() {
    assertEquals(Optional.of("gelu"), Suggestions.nearest("zelu", List.of("relu", "gelu")));
  }

  @Test
  void neighboursSwappedAreOneEdit() {
    assertEquals(1, Suggestions.distance("adma", "adam"));
    assertEquals(3, Suggestions.distance("", "abc"));
    assertEquals(3, Suggestions.distance("kitten", "sitting"));
  }

  @Test
  void asHelp() {
    assertEquals("did you mean `relu`?", Suggestions.didYouMean("rellu", NAMES));
    assertEquals("", Suggestions.didYouMean("zzz", NAMES));
  }
}
