package netwright.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import netwright.arrays.ArrayFile;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;

/// How much text a [DataRecipe] reads: numbers written in digits take most of the time before a training, arrays hardly any.
public final class TextSize {
  private TextSize() {}

  /// The bytes of all files of text, each counted once; those that cannot be read do not count.
  public static long of(DataRecipe recipe) {
    Set<Path> paths = new LinkedHashSet<>();
    add(recipe.sources(), paths);
    add(recipe.test(), paths);
    add(recipe.validation(), paths);
    long bytes = 0;
    for (Path path : paths) {
      bytes += ArrayFile.isOne(path) ? 0 : size(path);
    }
    return bytes;
  }

  private static void add(Held held, Set<Path> paths) {
    if (held instanceof Held.Separate(Sources sources)) {
      add(sources, paths);
    }
  }

  private static void add(Sources sources, Set<Path> paths) {
    sources.shared().map(DataFile::path).ifPresent(paths::add);
    for (DataFile file : sources.own().values()) {
      paths.add(file.path());
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException _) {
      return 0;
    }
  }
}
