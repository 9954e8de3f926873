package netwright;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The classes that classes name, in whatever way: as a type, in a signature, in an annotation.
final class ClassReferences {
  private static final Pattern NAME = Pattern.compile("(?:[a-z][a-z0-9_]*/)+[A-Z][A-Za-z0-9_$]*");

  private ClassReferences() {}

  /// For each class in the folder or jar that `member` comes from, the names of those it refers to.
  static Map<String, Set<String>> of(Class<?> member) throws IOException {
    Path place =
        Path.of(URI.create(member.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (Files.isDirectory(place)) {
      return under(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return under(jar.getPath("/"));
    }
  }

  private static Map<String, Set<String>> under(Path root) throws IOException {
    Map<String, Set<String>> references = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> classes =
          files
              .filter(
                  file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
              .toList();
      for (Path file : classes) {
        String name =
            root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        references.put(name.substring(0, name.length() - ".class".length()), references(file));
      }
    }
    return references;
  }

  private static Set<String> references(Path file) {
    ClassModel model = parse(file);
    Set<Integer> texts = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof StringEntry text) {
        texts.add(text.utf8().index());
      }
    }
    Set<String> names = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof Utf8Entry text && !texts.contains(text.index())) {
        NAME.matcher(text.stringValue())
            .results()
            .forEach(match -> names.add(match.group().replace('/', '.')));
      }
    }
    return names;
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(Files.readAllBytes(file));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
