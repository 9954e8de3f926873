package netwright.maven;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of the last build: for each network the files that it was made of and those that were made of it.
///
/// @param setup the fingerprint of all that concerns every network: versions and parameters
/// @param entries by the network's source
record State(String setup, Map<Path, Entry> entries) {
  private static final String SETUP = "setup";
  private static final String SOURCE = "source";
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  /// @param inputs files that were read or looked for, and their fingerprints
  /// @param outputs files that were written, and their fingerprints
  record Entry(Map<Path, String> inputs, Map<Path, String> outputs) {

    /// Whether all these files are as they were.
    boolean holds() throws IOException {
      return inputs.equals(Fingerprints.of(inputs.keySet()))
          && outputs.equals(Fingerprints.of(outputs.keySet()));
    }
  }

  /// The state in `file`; one that knows of nothing if there is none, or it is damaged.
  static State read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new State("", Map.of());
    }
    try {
      return parse(Files.readAllLines(file));
    } catch (CharacterCodingException | IllegalArgumentException damaged) {
      return new State("", Map.of());
    }
  }

  /// Whether nothing has to be done for the network in `source`.
  boolean holds(Path source) throws IOException {
    Entry entry = entries.get(source);
    return entry != null && entry.holds();
  }

  /// Writes this state to `file`, as a whole or not at all.
  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(SETUP + " " + setup);
    entries.forEach((source, entry) -> {
      lines.add(SOURCE + " " + source);
      entry.inputs().forEach((path, print) -> lines.add(INPUT + " " + print + " " + path));
      entry.outputs().forEach((path, print) -> lines.add(OUTPUT + " " + print + " " + path));
    });
    Files.createDirectories(file.getParent());
    Path whole = Files.createTempFile(file.getParent(), "state", ".new");
    Files.write(whole, lines);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static State parse(List<String> lines) {
    String setup = "";
    Map<Path, Entry> entries = new TreeMap<>();
    Entry entry = new Entry(new TreeMap<>(), new TreeMap<>());
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      String rest = words.length == 2 ? words[1] : "";
      switch (words[0]) {
        case SETUP -> setup = rest;
        case SOURCE -> {
          entry = new Entry(new TreeMap<>(), new TreeMap<>());
          entries.put(Path.of(rest), entry);
        }
        case INPUT -> put(entry.inputs(), rest);
        case OUTPUT -> put(entry.outputs(), rest);
        default -> throw new IllegalArgumentException(line);
      }
    }
    return new State(setup, entries);
  }

  private static void put(Map<Path, String> files, String text) {
    String[] words = text.split(" ", 2);
    if (words.length != 2) {
      throw new IllegalArgumentException(text);
    }
    files.put(Path.of(words[1]), words[0]);
  }
}
