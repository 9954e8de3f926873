package netwright.driver;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.TypedModel;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Span;

/// The files that a prediction is asked for.
final class PredictionFiles {
  private final List<String> inputs;

  PredictionFiles(TypedModel model) {
    this.inputs = model.inputs().stream().map(TypedModel.Port::name).toList();
  }

  /// @param data one file, or `NAME=FILE` for each input
  /// @throws CompilationFailed if an input has no file, or there is one too many
  Sources of(List<String> data) {
    Map<String, DataFile> own = new LinkedHashMap<>();
    Optional<DataFile> shared = Optional.empty();
    for (String text : data) {
      Optional<String> input = input(text);
      DataFile file = file(text.substring(input.map(name -> name.length() + 1).orElse(0)));
      boolean twice = input.isPresent() ? own.put(input.get(), file) != null : shared.isPresent();
      if (twice) {
        throw Failures.of(
            Code.USAGE,
            "--data names two files for " + input.orElse("all inputs"),
            "name one file, or one for each input: " + example());
      }
      shared = input.isPresent() ? shared : Optional.of(file);
    }
    if (shared.isEmpty() && !own.keySet().containsAll(inputs)) {
      throw Failures.of(Code.USAGE, "--data names no file for some inputs", "write " + example());
    }
    return new Sources(shared, own);
  }

  /// The input that `NAME=FILE` is about; nothing if it is the name of a file.
  private Optional<String> input(String text) {
    return inputs.stream()
        .filter(name -> text.startsWith(name + "="))
        .filter(_ -> !Files.exists(path(text)))
        .findFirst();
  }

  private static DataFile file(String text) {
    return new DataFile(path(text), text, text, Span.NONE);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Failures.of(Code.USAGE, "--data " + text + " is no name of a file", e.getReason());
    }
  }

  private String example() {
    return String.join(" ", inputs.stream().map(name -> "--data " + name + "=FILE").toList());
  }
}
