package netwright.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;

/// `docs/ops.md` is written from what the compiler knows; `-Dgolden=update` writes it anew.
class OperationsPageTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Pattern PORT = Pattern.compile("(\\w+): (\\[[^]]*]|class\\[\\d+])");
  private static final Set<String> SIGNS =
      Set.of("+", "-", "*", "/", "^", "@", "negate", "<", "<=", ">", ">=", "==", "!=");

  private static final String HEAD =
      """
      # Operations

      What the compiler itself knows: operators and functions. All else is written in the language, see
      [the standard library](std.md). This page is written by a test.

      Below each operation stands its derivative as the compiler derives and simplifies it: `y` is the value, `g` the derivative
      of the loss by `y`, and `dx` what reaches `x`.
      """;

  /// A line of `operations.txt`.
  private record Entry(String name, String call, Map<String, String> inputs, String text) {
    static Entry of(String line) {
      String[] cells = line.split(" \\|", -1);
      Map<String, String> inputs = new LinkedHashMap<>();
      Matcher port = PORT.matcher(cells[2]);
      while (port.find()) {
        inputs.put(port.group(1), port.group(2));
      }
      return new Entry(cells[0], cells[1].strip(), inputs, cells[3].strip());
    }

    /// Whether this version has it.
    boolean exists() {
      boolean stacks = name.equals("[ ]") && Derivatives.equations(call, inputs).isPresent();
      return stacks || SIGNS.contains(name) || Builtins.names().contains(name.split(" ", -1)[0]);
    }
  }

  private final List<String> lines =
      Golden.read(BASE.resolve(Path.of("src", "test", "docs", "operations.txt"))).lines().toList();

  @Test
  void thePageIsWhatTheCompilerKnows() {
    List<String> page = new ArrayList<>(HEAD.lines().toList());
    page.add("");
    for (String line : lines) {
      if (!line.contains(" | ")) {
        page.add(line);
      } else if (Entry.of(line).exists()) {
        write(Entry.of(line), page);
      }
    }
    String text = String.join("\n", page).replaceAll("\n{3,}", "\n\n").strip() + "\n";
    Golden.check(BASE.resolveSibling("docs").resolve("ops.md"), text);
  }

  @Test
  void everyFunctionIsDescribed() {
    Set<String> described = new HashSet<>();
    lines.stream()
        .filter(line -> line.contains(" | "))
        .forEach(line -> described.add(Entry.of(line).name()));
    Set<String> missing = new LinkedHashSet<>(Builtins.names());
    missing.removeAll(described);
    assertEquals(Set.of(), missing, "describe them in operations.txt");
    assertTrue(described.containsAll(SIGNS));
  }

  private static void write(Entry entry, List<String> page) {
    page.add("");
    page.add("### `" + entry.call() + "`");
    if (!entry.text().isEmpty()) {
      page.addAll(List.of("", entry.text()));
    }
    if (!entry.inputs().isEmpty()) {
      Optional<List<String>> equations = Derivatives.equations(entry.call(), entry.inputs());
      page.addAll(List.of("", "```"));
      page.addAll(equations.orElseThrow(() -> new AssertionError("not a network: " + entry)));
      page.addAll(List.of("```", ""));
    }
  }
}
