package netwright.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.NetParser;
import netwright.testing.Golden;

/// The `.net` texts of this repository: files, and what its pages show.
final class RepositoryFiles {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling(".").normalize();

  private static final Pattern BLOCK = Pattern.compile("(?s)\n```(\\w*)\n(.*?)\n```(?=\n)");
  private static final Pattern DECLARATION =
      Pattern.compile("(?s)(package|import|///|network|layer|initializer|optimizer|schedule)\\b.*");

  private RepositoryFiles() {}

  /// Every file that ends with `.net`.
  static List<Source> networks() {
    return files(".net").stream().map(file -> new Source(name(file), Golden.read(file))).toList();
  }

  /// The blocks of pages that begin as a `.net` file does.
  static List<Source> blocks() {
    List<Source> blocks = new ArrayList<>();
    for (Path file : files(".md")) {
      Matcher matcher = BLOCK.matcher(Golden.read(file));
      while (matcher.find()) {
        String text = matcher.group(2) + "\n";
        boolean isNet = matcher.group(1).equals("net") || DECLARATION.matcher(text).matches();
        if (isNet && matcher.group(1).matches("(net)?")) {
          blocks.add(new Source(name(file), text));
        }
      }
    }
    return blocks;
  }

  static boolean parses(Source source) {
    Problems problems = new Problems();
    NetParser.parse(source, problems);
    return !problems.hasErrors();
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> files(String suffix) {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(suffix) && !isBuilt(ROOT.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the file is not part of the sources: in a `target`, or hidden.
  private static boolean isBuilt(Path file) {
    for (Path part : file) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
