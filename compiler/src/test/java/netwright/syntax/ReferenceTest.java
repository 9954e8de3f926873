package netwright.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.testing.Golden;
import org.junit.jupiter.api.Test;

/// `docs/language.md` has an example of every construct. That its blocks compile is tested with the examples.
class ReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs")
          .resolve("language.md");

  /// What the kinds of nodes do not tell apart.
  private static final List<String> FORMS =
      List.of(
          "package \\w+\\.",
          "import \"",
          "^/// ",
          "^  /// ",
          "// ",
          "hyper \\w+: int",
          "hyper \\w+: float",
          "hyper \\w+: bool",
          "hyper \\w+: text",
          "hyper \\w+: int = \\w+ /",
          "input  \\w+: \\[\\d+, \\d+]",
          "class\\[\"",
          "target \\w+: class\\[\\d+]",
          "shared \\w+ = ",
          "repeat \\d+|repeat \\w+ \\(",
          "repeat \\(",
          "metric \\w+ = ",
          "init \\w+\\.weight +=",
          "init \\*\\.bias +=",
          "init \"",
          "weights",
          "\\w+\\.linear\\.bias",
          "optimizer +=",
          "optimizer \\w+\\.\\*\\.bias",
          "progress",
          "\\w+ \\.\\. \\w+]",
          "= \\[\\d+]",
          "\\[\"[^\"]+\", ",
          "test += ",
          "validation += ",
          "stop += early",
          "within",
          "bias = false",
          "weight = even\\(",
          "inner: layer = ",
          "\\[\\.\\., n]",
          "\\[\\.\\.s]",
          "\\) -> \\[\\.\\., units]",
          "require ",
          "param \\w+: .* else ",
          "state \\w+: \\[] = ",
          "state \\w+: \\[n] = ",
          "state \\w+ = ",
          "fit\\(",
          "training",
          "grad",
          "fan_in",
          "initializer \\w+(\\(.*\\))? -> \\[n, m]",
          "monitor",
          "schedule \\w+\\(.*\\) \\{",
          "schedule \\w+\\(.*\\) = ",
          "one_hot",
          "argmax",
          "axis = rows",
          "-\\w+ \\^ ",
          " @ ",
          "inf");

  @Test
  void everyKindOfNodeHasAnExample() {
    Set<Class<?>> seen = new HashSet<>();
    blocks().forEach(block -> visit(Parsing.parse(block), seen));
    Set<Class<?>> missing = new LinkedHashSet<>();
    kinds(Ast.class, missing);
    missing.removeAll(seen);
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyFormHasAnExample() {
    String text = String.join("\n", blocks());
    List<String> missing =
        FORMS.stream()
            .filter(form -> !Pattern.compile(form, Pattern.MULTILINE).matcher(text).find())
            .toList();
    assertEquals(List.of(), missing);
  }

  /// Every relation and operator too.
  @Test
  void everySignHasAnExample() {
    String text = String.join("\n", blocks());
    List<String> missing =
        List.of("+", "-", "*", "/", "^", "@", "<", ">=", "==", "->").stream()
            .filter(sign -> !text.contains(" " + sign + " "))
            .toList();
    assertEquals(List.of(), missing);
  }

  private static List<String> blocks() {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?s)```net\n(.*?)```").matcher(Golden.read(PAGE));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /// The records below a sealed interface.
  private static void kinds(Class<?> type, Set<Class<?>> found) {
    if (type.isRecord()) {
      found.add(type);
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        kinds(permitted, found);
      }
    }
  }

  private static void visit(Object node, Set<Class<?>> seen) {
    switch (node) {
      case Ast ast -> {
        seen.add(ast.getClass());
        for (RecordComponent component : ast.getClass().getRecordComponents()) {
          visit(value(component, ast), seen);
        }
      }
      case Expression.Operation operation -> visit(operation.operand(), seen);
      case Optional<?> optional -> optional.ifPresent(inner -> visit(inner, seen));
      case List<?> list -> list.forEach(inner -> visit(inner, seen));
      default -> {}
    }
  }

  private static Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException failure) {
      throw new AssertionError(failure);
    }
  }
}
