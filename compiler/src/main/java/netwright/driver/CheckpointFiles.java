package netwright.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import netwright.data.Hashes;
import netwright.data.LoadedData;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.io.JsonLists;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.train.Checkpoint;

/// Says of what training a checkpoint is, and makes sure that it is the same.
final class CheckpointFiles {
  private static final String PREFIX = "netwright.";
  private static final String VERSION = PREFIX + "version";
  private static final String NETWORK = PREFIX + "network";
  private static final String SOURCE = PREFIX + "source";
  private static final String SETTINGS = PREFIX + "settings";
  private static final String PROGRAM = PREFIX + "program";
  private static final String DATA = PREFIX + "data";
  private static final String START = PREFIX + "start";

  private CheckpointFiles() {}

  /// All on which the result of a training depends.
  ///
  /// @param weights those that it started from
  static Map<String, String> about(
      Compilation compilation, LoadedData data, Optional<WeightSource> weights) {
    Map<String, List<String>> hashes = new TreeMap<>();
    data.hashes().forEach((name, hash) -> hashes.put(name, List.of(hash)));
    Map<String, String> about = new LinkedHashMap<>();
    about.put(VERSION, Version.TEXT);
    about.put(NETWORK, compilation.model().name());
    about.put(SOURCE, compilation.sourceHash());
    List<String> settings = WeightFiles.settings(compilation.options());
    about.put(SETTINGS, settings.isEmpty() ? "none" : String.join(" ", settings));
    about.put(PROGRAM, program(compilation));
    about.put(DATA, Json.write(hashes));
    about.put(START, weights.map(CheckpointFiles::start).orElse("fresh"));
    return about;
  }

  /// SHA-256 of all that is computed, as text without the places in sources. It differs if an imported file does, or netc
  /// itself between two releases.
  private static String program(Compilation compilation) {
    StringBuilder text = new StringBuilder();
    compilation
        .lowered()
        .toString()
        .lines()
        .forEach(line -> text.append(line.replaceFirst(" {2}// .*", "")).append('\n'));
    return Hashes.sha256(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String start(WeightSource weights) {
    String hash = hash(weights.path());
    return switch (weights.layout()) {
      case NETWRIGHT -> hash;
      case PYTORCH -> hash + " in PyTorch's layout " + new TreeMap<>(weights.names());
    };
  }

  private static String hash(Path weights) {
    try {
      return Hashes.sha256(weights);
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE,
          "cannot read the weights in " + weights + ": " + Failures.reason(e),
          "");
    }
  }

  /// Reads the checkpoint in `file`.
  ///
  /// @throws CompilationFailed if it is damaged, or none
  static Checkpoint read(Path file) {
    try {
      return Checkpoint.read(file);
    } catch (MalformedFileException e) {
      throw unreadable(e.getMessage());
    } catch (IOException e) {
      throw unreadable("cannot read the checkpoint " + file + ": " + Failures.reason(e));
    }
  }

  static CompilationFailed unreadable(String message) {
    return Failures.of(
        Code.CHECKPOINT_UNREADABLE,
        message,
        "name another file with --checkpoint, or remove this one to train anew");
  }

  /// Makes sure that `checkpoint` is of the training that `about` tells of.
  ///
  /// @throws CompilationFailed if not
  static void requireSame(Checkpoint checkpoint, Map<String, String> about) {
    for (Map.Entry<String, String> entry : about.entrySet()) {
      String found = checkpoint.about().getOrDefault(entry.getKey(), "");
      if (!found.equals(entry.getValue())) {
        throw Failures.of(
            Code.CHECKPOINT_OF_ANOTHER,
            checkpoint.source()
                + " is of another training: "
                + difference(entry.getKey(), found, entry.getValue()),
            "train anew without --resume, or name another file with --checkpoint");
      }
    }
  }

  private static String difference(String key, String found, String now) {
    return switch (key) {
      case VERSION -> "version " + found + " of netc wrote it, and this is " + now;
      case NETWORK -> "it trains the network `" + found + "`, and this is `" + now + "`";
      case SOURCE -> "the source has changed since then";
      case SETTINGS -> "its settings were " + found + ", and these are " + now;
      case PROGRAM -> "an imported file, or netc itself, has changed since then";
      case DATA -> "the data has changed since then" + changed(found, now);
      default -> "it started from other weights";
    };
  }

  private static String changed(String found, String now) {
    try {
      Map<String, List<String>> before = JsonLists.read(DATA, found);
      List<String> names =
          JsonLists.read(DATA, now).entrySet().stream()
              .filter(file -> !file.getValue().equals(before.get(file.getKey())))
              .map(Map.Entry::getKey)
              .toList();
      return names.isEmpty() ? "" : ": " + String.join(", ", names);
    } catch (MalformedFileException _) {
      return "";
    }
  }
}
