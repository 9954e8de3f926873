package netwright.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.NetParser;
import netwright.syntax.TypeAnnotation;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;

/// `docs/std.md` is written from `std.net`; `-Dgolden=update` writes it anew.
class LibraryPageTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Pattern SECTION = Pattern.compile("// ---- ([^-]+?) -+");

  private static final String HEAD =
      """
      # The standard library

      All of it is written in the language: see [`std.net`](../compiler/src/main/resources/netwright/std.net). What it is built
      from is on [another page](ops.md). This page is written by a test from the comments there.

      Of functions of tensors the derivative is given as the compiler derives and simplifies it: `y` is the value, `g` the
      derivative of the loss by `y`, and `dx` what reaches `x`.
      """;

  @Test
  void thePageIsWhatTheLibraryHas() throws IOException {
    String text = library();
    Map<Integer, String> sections = new LinkedHashMap<>();
    Matcher matcher = SECTION.matcher(text);
    while (matcher.find()) {
      sections.put(matcher.start(), matcher.group(1));
    }
    List<String> page = new ArrayList<>(HEAD.lines().toList());
    for (Declaration declaration : declarations(text)) {
      sections
          .entrySet()
          .removeIf(section -> {
            boolean begins = section.getKey() < declaration.span().start();
            if (begins) {
              page.addAll(List.of("", "## " + capital(section.getValue())));
            }
            return begins;
          });
      write((Declaration.Function) declaration, page);
    }
    Golden.check(
        BASE.resolveSibling("docs").resolve("std.md"), String.join("\n", page).strip() + "\n");
  }

  private static String library() throws IOException {
    try (InputStream resource = StandardLibrary.class.getResourceAsStream("/netwright/std.net")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Declaration> declarations(String text) {
    return NetParser.parse(new Source("std.net", text), new Problems()).declarations();
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private static void write(Declaration.Function declaration, List<String> page) {
    page.addAll(List.of("", "### `" + signature(declaration) + "`"));
    if (!declaration.doc().isEmpty()) {
      page.addAll(List.of("", declaration.doc()));
    }
    Optional<List<String>> equations =
        declaration instanceof Declaration.Layer layer ? equations(layer) : Optional.empty();
    equations.ifPresent(lines -> {
      page.addAll(List.of("", "```"));
      page.addAll(lines);
      page.add("```");
    });
  }

  /// The declaration up to its body.
  private static String signature(Declaration.Function declaration) {
    String source = declaration.span().text();
    int depth = 0;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (depth == 0 && (c == '=' || c == '{')) {
        return source.substring(0, i).strip().replaceAll("\\s+", " ");
      }
    }
    return source;
  }

  /// The derivatives by the tensors that a call must have; nothing if it has parameters, chance, or other arguments.
  private static Optional<List<String>> equations(Declaration.Layer layer) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Ast.Parameter parameter : layer.parameters()) {
      if (parameter.defaultValue().isEmpty()) {
        Optional<String> type = type(parameter.type());
        if (type.isEmpty()) {
          return Optional.empty();
        }
        inputs.put(safe(parameter.name().text()), type.get());
      }
    }
    boolean plain =
        layer.body().stream()
            .noneMatch(
                statement -> statement.span().text().matches("(?s)(param|state|shared)\\b.*"));
    String call = layer.name().text() + "(" + String.join(", ", inputs.keySet()) + ")";
    boolean describes = plain && !inputs.isEmpty() && !isMetric(layer);
    return describes
        ? Derivatives.equations(call, inputs).filter(lines -> lines.size() <= 12)
        : Optional.empty();
  }

  /// Whether it looks at a whole split at once.
  private static boolean isMetric(Declaration.Layer layer) {
    return layer.span().text().contains("axis = all")
        || layer.span().text().contains("axis = batch");
  }

  /// A small type that fits the pattern.
  private static Optional<String> type(Optional<TypeAnnotation> pattern) {
    String text = pattern.map(type -> type.span().text()).orElse("[]");
    return switch (text) {
      case "[]", "[..s]" -> Optional.of("[]");
      case "[.., n]", "[n]", "[k]", "[..s, k]", "[..s, n]" -> Optional.of("[3]");
      case "class[k]", "class[k] [..s]", "class[k] [..s] | [..s, k]" -> Optional.of("class[3]");
      default -> Optional.empty();
    };
  }

  /// A name that an input of a network may have.
  private static String safe(String name) {
    return name.equals("target") || name.equals("input") ? name.substring(0, 1) : name;
  }
}
