package netwright.diag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What helps where a file is not there.
public final class MissingFile {
  private MissingFile() {}

  /// A name in its folder that may be meant, or else where it was looked for.
  public static String help(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    try (var files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      String meant = Suggestions.didYouMean(path.getFileName().toString(), names);
      return meant.isEmpty() ? "it was looked for in " + folder : meant;
    } catch (IOException e) {
      return "the folder " + folder + " does not exist either";
    }
  }
}
