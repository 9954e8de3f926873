package netwright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import netwright.ir.Graph;
import netwright.runtime.Program;
import org.junit.jupiter.api.Test;

/// Who may use whom, read from class files.
class ArchitectureTest {
  /// Each package of the compiler, and those that it may use; all may use the runtime. A package uses only those above it.
  private static final String ARROWS =
      """
      diag    :
      syntax  : diag
      format  : diag syntax
      loop    : diag
      ir      : diag
      op      : diag ir loop
      grad    : diag ir op
      check   : diag syntax ir loop op
      lower   : diag check syntax ir loop op grad
      rewrite : diag ir loop op
      fuse    : diag ir loop op
      plan    : diag ir loop op fuse
      codegen : diag ir loop op fuse plan
      schedule : diag loop ir op fuse plan
      parallel : diag loop
      shared  :
      threads :
      emit    : diag loop parallel shared
      interp  : diag ir loop op
      program :
      facade  : diag program
      arrays  : diag
      weights : diag check ir arrays
      data    : diag arrays
      driver  : diag syntax format loop ir op grad check lower rewrite fuse plan codegen schedule parallel shared threads emit program facade interp arrays weights data
      cli     : diag driver
      """;

  /// Libraries, and the only package that may use each.
  private static final Map<String, String> CONFINED =
      Map.of(
          "org.objectweb.asm", "emit",
          "org.antlr", "syntax",
          "netwright.grammar", "syntax",
          "picocli", "cli",
          "de.siegmar.fastcsv", "data");

  private static final List<String> PLATFORM =
      List.of("java.", "javax.", "jdk.", "com.sun.management");

  @Test
  void packagesUseOnlyThoseBelowThem() throws IOException {
    Map<String, Set<String>> arrows = arrows();
    Map<String, Set<String>> used = packages(ClassReferences.of(Graph.class));
    assertTrue(
        arrows.keySet().containsAll(used.keySet()),
        () -> "packages without a place: " + used.keySet());
    List<String> violations = new ArrayList<>();
    used.forEach((user, others) ->
        others.stream()
            .filter(other -> !other.equals(user) && !arrows.get(user).contains(other))
            .forEach(other -> violations.add(user + " uses " + other)));
    assertEquals(List.of(), violations);
  }

  @Test
  void theArrowsThemselvesHaveNoCycle() {
    Set<String> above = new TreeSet<>();
    arrows()
        .forEach((user, others) -> {
          assertTrue(above.containsAll(others), () -> user + " uses a package that comes after it");
          above.add(user);
        });
  }

  @Test
  void librariesAreConfined() throws IOException {
    List<String> violations = new ArrayList<>();
    ClassReferences.of(Graph.class)
        .forEach((name, references) ->
            CONFINED.forEach((library, home) -> {
              boolean uses =
                  references.stream().anyMatch(reference -> reference.startsWith(library + "."));
              if (uses && !name.startsWith("netwright." + home + ".")) {
                violations.add(name + " uses " + library);
              }
            }));
    assertEquals(List.of(), violations);
  }

  @Test
  void theRuntimeNeedsThePlatformOnly() throws IOException {
    List<String> violations = new ArrayList<>();
    ClassReferences.of(Program.class)
        .forEach((name, references) ->
            references.stream()
                .filter(reference -> !reference.startsWith("netwright.runtime."))
                .filter(reference -> PLATFORM.stream().noneMatch(reference::startsWith))
                .forEach(reference -> violations.add(name + " uses " + reference)));
    assertEquals(List.of(), violations);
  }

  @Test
  void packagesOfTheRuntimeHaveNoCycle() throws IOException {
    Map<String, Set<String>> used = new TreeMap<>();
    ClassReferences.of(Program.class)
        .forEach((name, references) ->
            references.stream()
                .filter(reference -> reference.startsWith("netwright."))
                .forEach(reference ->
                    used.computeIfAbsent(packageOf(name), _ -> new TreeSet<>())
                        .add(packageOf(reference))));
    used.forEach((user, others) -> others.remove(user));
    Map<String, Set<String>> left = new TreeMap<>(used);
    while (left.values().removeIf(others -> others.stream().noneMatch(left::containsKey))) {}
    assertEquals(Map.of(), left);
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    ARROWS
        .lines()
        .map(line -> line.split(":", -1))
        .forEach(line ->
            arrows.put(line[0].strip(), Set.copyOf(Arrays.asList(line[1].strip().split(" ")))));
    arrows.replaceAll((_, others) -> others.contains("") ? Set.of() : others);
    return arrows;
  }

  /// Which packages of the compiler each of them uses.
  private static Map<String, Set<String>> packages(Map<String, Set<String>> references) {
    Map<String, Set<String>> packages = new TreeMap<>();
    references.forEach((name, others) -> {
      Set<String> used = packages.computeIfAbsent(name.split("\\.")[1], _ -> new TreeSet<>());
      others.stream()
          .filter(other -> other.startsWith("netwright."))
          .map(other -> other.split("\\.")[1])
          .filter(other -> !other.equals("runtime") && !other.equals("grammar"))
          .forEach(used::add);
    });
    return packages;
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
