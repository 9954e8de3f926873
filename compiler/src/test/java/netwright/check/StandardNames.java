package netwright.check;

import java.util.ArrayList;
import java.util.List;
import netwright.syntax.Statement;

/// The names that the standard library declares, for tests of other packages.
public final class StandardNames {
  private StandardNames() {}

  /// Its layers, among them activations, losses and metrics.
  public static List<String> layers() {
    return StandardLibrary.names("layer");
  }

  /// The parameters and states that its layers declare, each after its layer: `linear.weight`.
  public static List<String> variables() {
    List<String> variables = new ArrayList<>();
    for (String layer : layers()) {
      for (Statement statement : StandardLibrary.find(layer).orElseThrow().declaration().body()) {
        switch (statement) {
          case Statement.Param param -> variables.add(layer + "." + param.name().text());
          case Statement.State state -> variables.add(layer + "." + state.name().text());
          default -> {}
        }
      }
    }
    return variables;
  }
}
