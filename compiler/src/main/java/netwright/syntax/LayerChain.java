package netwright.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.syntax.Expression.Arrow;
import netwright.syntax.Expression.Stage;

/// An expression read as a chain of layers without an input, as arguments of type `layer`, `shared` and `repeat`
/// have it.
public final class LayerChain {
  private LayerChain() {}

  /// The stages in the order they are applied, arrows dissolved: `linear(4) -> (relu -> tanh)` has three. Empty if the
  /// expression begins with something that is no layer, such as `x + 1 -> relu`.
  public static Optional<List<Stage>> of(Expression expression) {
    if (!(expression instanceof Stage stage && startsWithLayer(stage))) {
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    collect(stage, stages);
    return Optional.of(List.copyOf(stages));
  }

  /// Whether no value is at the beginning; all other stages are layers by their type.
  static boolean startsWithLayer(Stage stage) {
    Expression first = stage;
    while (first instanceof Arrow arrow) {
      first = arrow.source();
    }
    return first instanceof Stage;
  }

  private static void collect(Stage stage, List<Stage> stages) {
    if (stage instanceof Arrow(Stage source, List<Stage> rest, _)) {
      collect(source, stages);
      rest.forEach(next -> collect(next, stages));
    } else {
      stages.add(stage);
    }
  }
}
