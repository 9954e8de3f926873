package netwright.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import netwright.check.Library.Declared;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Declaration;
import netwright.syntax.NetParser;

/// `std.net`. Only the declarations that a network calls are ever parsed; a scan of the text for lines that begin one
/// finds the others' names.
final class StandardLibrary {
  private static final List<String> KINDS =
      List.of("layer ", "initializer ", "optimizer ", "schedule ");

  private static final StandardLibrary INSTANCE = new StandardLibrary(read());

  /// Where a declaration stands: its first line, from 0, and the one after its last.
  private record Extent(int from, int to) {}

  private final List<String> lines;
  private final Map<String, Extent> extents = new LinkedHashMap<>();
  private final Map<String, Declared> parsed = new ConcurrentHashMap<>();

  private StandardLibrary(List<String> lines) {
    this.lines = lines;
    String open = "";
    int from = 0;
    for (int line = 0; line < lines.size(); line++) {
      String name = declared(lines.get(line));
      if (!name.isEmpty()) {
        extents.put(open, new Extent(from, line));
        open = name;
        from = line;
      }
    }
    extents.put(open, new Extent(from, lines.size()));
    extents.remove("");
  }

  static Optional<Declared> find(String name) {
    return INSTANCE.declaration(name);
  }

  static Set<String> names() {
    return INSTANCE.extents.keySet();
  }

  /// The names of one kind of declarations: `optimizer`.
  static List<String> names(String kind) {
    return INSTANCE.extents.entrySet().stream()
        .filter(entry -> INSTANCE.lines.get(entry.getValue().from()).startsWith(kind + " "))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Optional<Declared> declaration(String name) {
    Extent extent = extents.get(name);
    return extent == null
        ? Optional.empty()
        : Optional.of(parsed.computeIfAbsent(name, _ -> parse(extent)));
  }

  private Declared parse(Extent extent) {
    String text =
        "\n".repeat(extent.from()) + String.join("\n", lines.subList(extent.from(), extent.to()));
    Problems problems = new Problems();
    List<Declaration> declarations =
        NetParser.parse(new Source("std.net", text), problems).declarations();
    problems.throwIfErrors();
    return Library.declared((Declaration.Function) declarations.getFirst(), Library.STANDARD);
  }

  /// The name that a declaration starting on `line` has, or an empty text.
  private static String declared(String line) {
    for (String kind : KINDS) {
      if (line.startsWith(kind)) {
        int end = kind.length();
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
          end++;
        }
        return line.substring(kind.length(), end);
      }
    }
    return "";
  }

  private static List<String> read() {
    try (InputStream resource = StandardLibrary.class.getResourceAsStream("/netwright/std.net")) {
      if (resource == null) {
        throw new IllegalStateException("the compiler's std.net is missing");
      }
      return new ArrayList<>(
          new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
