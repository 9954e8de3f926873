package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.io.TensorFile;
import netwright.weights.PyTorch;
import netwright.weights.TensorFiles;

/// What can be done with files of weights alone.
public final class WeightTools {
  private WeightTools() {}

  /// What is in a file.
  ///
  /// @throws CompilationFailed if it cannot be read
  public static WeightsReport show(Path path) {
    TensorFile file = WeightFiles.read(path);
    List<WeightsReport.Tensor> tensors = new ArrayList<>();
    file.tensors()
        .forEach((name, tensor) ->
            tensors.add(
                new WeightsReport.Tensor(
                    name,
                    tensor.type().name(),
                    Arrays.stream(tensor.shape()).boxed().toList(),
                    Statistics.of(tensor))));
    try {
      String format = TensorFiles.formatOf(path).name().toLowerCase(Locale.ROOT);
      return new WeightsReport(path, format, Files.size(path), tensors, file.metadata());
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE, "cannot read " + path + ": " + Failures.reason(e), "");
    }
  }

  /// Writes the tensors of `from` to `to` in the format that its name says, with their names and their order.
  ///
  /// @throws CompilationFailed if `from` cannot be read, or `to` not be written
  public static ConversionReport convert(Path from, Path to) {
    TensorFiles.Format format = format(to);
    TensorFile file = WeightFiles.read(from);
    write(to, format, file);
    return new ConversionReport(to, file.tensors().size(), List.of());
  }

  /// Writes the weights in `from` to `to` in another layout.
  ///
  /// @param layout that of `to`; `from` has the other one
  /// @param names PyTorch's names for some layers
  /// @param like a state dict to take names from, if `layout` is PyTorch's
  /// @throws CompilationFailed if `from` cannot be read or is not of this network, or `to` cannot be written
  public static ConversionReport convert(
      Compilation compilation,
      Path from,
      Path to,
      WeightLayout layout,
      Map<String, String> names,
      Optional<Path> like) {
    TensorFiles.Format format = format(to);
    return switch (layout) {
      case PYTORCH -> StateDicts.write(compilation, from, to, names, like);
      case NETWRIGHT -> {
        WeightSource source = new WeightSource(from, WeightLayout.PYTORCH, names);
        PyTorch.Converted converted = StateDicts.read(compilation, source, Map.of());
        write(to, format, converted.file());
        yield new ConversionReport(
            to, converted.file().tensors().size(), StateDicts.pairs(converted));
      }
    };
  }

  /// The format that the name of a file to be written says.
  static TensorFiles.Format format(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (TensorFiles.Format format : TensorFiles.Format.values()) {
      if (name.endsWith(format.suffix())) {
        return format;
      }
    }
    throw Failures.of(
        Code.USAGE,
        "the name of " + path + " does not say what to write",
        "end it with .safetensors or .npz");
  }

  static void write(Path path, TensorFiles.Format format, TensorFile file) {
    try {
      TensorFiles.write(path, format, file);
    } catch (IOException e) {
      throw Failures.of(Code.NOT_WRITABLE, String.valueOf(e.getMessage()), "name another file");
    }
  }
}
