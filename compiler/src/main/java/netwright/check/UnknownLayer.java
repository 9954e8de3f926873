package netwright.check;

import java.util.Collection;
import java.util.Map;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;

/// What is said of a call of something that does not exist.
final class UnknownLayer {
  private static final String PRODUCT = "the matrix product is written `a @ b`";
  private static final String POWER = "the power of x is written `x ^ 2`";
  private static final String DENSE = "a dense layer is `linear(units)`";

  /// How other languages and libraries call what is written otherwise here.
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("pow", POWER),
          Map.entry("power", POWER),
          Map.entry("matmul", PRODUCT),
          Map.entry("dot", PRODUCT),
          Map.entry("mm", PRODUCT),
          Map.entry("dense", DENSE),
          Map.entry("Dense", DENSE),
          Map.entry("Linear", DENSE),
          Map.entry("round", "`floor(x + 0.5)` rounds"),
          Map.entry("log2", "it is `log(x) / log(2)`"),
          Map.entry("log10", "it is `log(x) / log(10)`"),
          Map.entry("cat", "`concat(a, b)` joins tensors"),
          Map.entry("stack", "`[a, b]` stacks tensors on a new first axis"),
          Map.entry("view", "it is `reshape(x, [2, -1])`"),
          Map.entry("permute", "it is `transpose(x, [1, 0])`"),
          Map.entry("swish", "it is called `silu`"),
          Map.entry("bce", "it is called `binary_cross_entropy`"));

  private UnknownLayer() {}

  static Diagnostic named(String name, Collection<String> known, Span place) {
    String help = ELSEWHERE.get(name);
    return Diagnostic.of(Code.UNKNOWN_LAYER, place, "there is no layer or function `" + name + "`")
        .help(help == null ? Suggestions.didYouMean(name, known) : help);
  }
}
