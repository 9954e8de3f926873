package netwright.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Problems;
import netwright.format.Formatter;
import netwright.runtime.io.AtomicFile;

/// Gives files the common layout.
public final class Layouts {
  private Layouts() {}

  /// A text in the common layout.
  ///
  /// @param changed whether it is another text than before
  public record Laid(String text, boolean changed) {}

  /// The layout of a text in UTF-8 that is shown under `name`.
  ///
  /// @throws CompilationFailed if it has syntax errors
  public static Laid ofText(String name, byte[] bytes) {
    return laid(SourceFile.of(name, bytes));
  }

  /// Lays out files, and all `.net` files in folders. A file that has syntax errors is left as it is.
  ///
  /// @param write whether the files are to be changed
  public static FormatReport ofFiles(List<Path> paths, boolean write) {
    List<Path> files = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    Problems problems = new Problems();
    for (Path path : paths) {
      attempt(problems, () -> files.addAll(files(path)));
    }
    for (Path file : files) {
      attempt(
          problems,
          () -> {
            if (layOut(file, write)) {
              changed.add(file.toString());
            }
          });
    }
    return new FormatReport(files.size(), changed, problems);
  }

  private static void attempt(Problems problems, Runnable work) {
    try {
      work.run();
    } catch (CompilationFailed failed) {
      problems.addAll(failed.problems());
    }
  }

  private static boolean layOut(Path file, boolean write) {
    Laid laid = laid(SourceFile.read(file));
    if (laid.changed() && write) {
      try {
        AtomicFile.write(file, laid.text().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw Failures.of(Code.NOT_WRITABLE, e.getMessage(), "");
      }
    }
    return laid.changed();
  }

  private static Laid laid(SourceFile file) {
    String text = Formatter.format(file.source());
    return new Laid(text, !text.equals(file.source().text()));
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    TreeSet<Path> found = new TreeSet<>();
    try {
      Files.walkFileTree(path, new Finder(path, found));
    } catch (IOException e) {
      throw Failures.of(
          Code.SOURCE_UNREADABLE, "cannot read " + path + ": " + Failures.reason(e), "");
    }
    return List.copyOf(found);
  }

  /// Finds `.net` files, but not in hidden folders nor in those for what builds make.
  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path start;
    private final TreeSet<Path> found;

    private Finder(Path start, TreeSet<Path> found) {
      this.start = start;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = !folder.equals(start) && isSkipped(folder.getFileName().toString());
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    private static boolean isSkipped(String folder) {
      return folder.startsWith(".") || folder.equals("target");
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && file.toString().endsWith(".net")) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
