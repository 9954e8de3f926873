package netwright.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import netwright.check.Checking;
import netwright.check.StandardNames;
import netwright.check.TypedModel;
import netwright.check.TypedModel.NameSegment;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;

/// Every parameter and state of the standard library has its counterpart in PyTorch, or is said to have none.
class CounterpartsTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path NETWORKS = BASE.resolve("src/test/resources/pytorch");

  @Test
  void everyVariableOfTheLibraryIsInTheTable() {
    assertTrue(StandardNames.variables().contains("linear.weight"));
    for (String variable : StandardNames.variables()) {
      assertTrue(Counterparts.all().containsKey(variable), variable);
    }
  }

  @Test
  void theTableHasNothingElse() {
    for (String key : Counterparts.all().keySet()) {
      String[] parts = key.split("\\.");
      String declared = parts[parts.length - 2] + "." + parts[parts.length - 1];
      assertTrue(StandardNames.variables().contains(declared), key);
      assertTrue(StandardNames.layers().contains(parts[0]), key);
    }
  }

  /// The networks that are compared with PyTorch have them all.
  @Test
  void everyCounterpartIsComparedWithPyTorch() {
    Set<String> compared = new TreeSet<>();
    for (String name : List.of("dense", "convolution", "series", "attention")) {
      TypedModel model = Checking.model(NETWORKS.resolve(name + ".net"));
      model.variables().forEach(variable -> compared.add(key(variable.path())));
    }
    Set<String> claimed = new TreeSet<>();
    Counterparts.all()
        .forEach((key, counterpart) -> {
          if (counterpart instanceof Counterpart.Tensor) {
            claimed.add(key);
          }
        });
    assertEquals(claimed, compared);
  }

  private static String key(List<NameSegment> path) {
    List<String> bases = new ArrayList<>();
    int from = path.stream().map(NameSegment::base).toList().indexOf("multi_head_attention");
    for (NameSegment segment : path.subList(from < 0 ? path.size() - 2 : from, path.size())) {
      bases.add(segment.base());
    }
    return String.join(".", bases);
  }

  /// The table of the page has a line for each layer.
  @Test
  void thePageHasTheTable() {
    String page = Golden.read(BASE.getParent().resolve("docs/weights.md"));
    Counterparts.all()
        .forEach((key, counterpart) -> {
          String layer = key.substring(0, key.indexOf('.'));
          String line =
              page.lines()
                  .filter(text -> text.startsWith("| `" + layer + "`"))
                  .collect(Collectors.joining());
          String expected =
              switch (counterpart) {
                case Counterpart.Tensor tensor -> "`" + tensor.module();
                case Counterpart.None() -> "none";
              };
          assertTrue(line.contains(expected), () -> key + " in: " + line);
        });
  }

  @Test
  void ownLayersOfTheSameNameAreNotTheLibrarys() {
    TypedModel model =
        Checking.model(
            "own.net",
            """
            layer linear(x: [n], units: int) {
              param weight: [n, units] = xavier_normal()
              return x @ weight
            }
            network Own {
              input x: [2]
              target y: [3]
              output z = x -> linear(3)
              loss mse(z, y)
              train { optimizer = sgd() }
              data { file = "a.csv"  x = [A, B]  y = [C, D, E] }
            }
            """);
    TorchModule module = TorchModule.of(model).getFirst();
    assertEquals("", module.kind());
    assertEquals(List.of(2, 3), module.tensors().getFirst().shape());
  }
}
