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
    List<Stage> stages = new ArrayList<>();
    return expression instanceof Stage stage && collect(stage, stages) ? Optional.of(List.copyOf(stages)) : Optional.empty();
  }

  private static boolean collect(Stage stage, List<Stage> stages) {
    if (!(stage instanceof Arrow(Expression source, List<Stage> rest, _))) {
      stages.add(stage);
      return true;
    }
    return source instanceof Stage first && collect(first, stages) && rest.stream().allMatch(next -> collect(next, stages));
  }
}
