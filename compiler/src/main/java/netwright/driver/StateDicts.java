package netwright.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.driver.ConversionReport.Pair;
import netwright.runtime.Precision;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import netwright.weights.PyTorch;
import netwright.weights.TensorFiles;
import netwright.weights.WeightsException;

/// The weights of a network as PyTorch has them.
public final class StateDicts {
  private StateDicts() {}

  /// The weights of `compilation` from a state dict that PyTorch wrote: as a file of ours would have them, to be saved, or given
  /// to a predictor.
  ///
  /// @throws CompilationFailed if the file cannot be read, or is not of this network
  public static TensorFile read(Compilation compilation, WeightSource source) {
    return read(compilation, source, Map.of()).file();
  }

  /// @param fitted what there may be nothing for in the file
  static PyTorch.Converted read(
      Compilation compilation, WeightSource source, Map<String, StoredTensor> fitted) {
    Path path = source.path();
    TensorFile file = WeightFiles.read(path);
    if (isOurs(file)) {
      throw Failures.of(
          Code.WEIGHTS_OF_ANOTHER,
          path + " is in the layout of netwright",
          "leave --layout pytorch out");
    }
    ElementType type = compilation.precision() == Precision.F32 ? ElementType.F32 : ElementType.F64;
    try {
      return new PyTorch(path.toString(), compilation.model())
          .read(file, type, source.names(), isOrdered(path), fitted);
    } catch (WeightsException e) {
      throw another(e);
    }
  }

  /// Writes the weights in `from`, which are `compilation`'s, as PyTorch has them.
  ///
  /// @param names what to call some layers
  /// @param like a state dict of the same model, to take names from
  static ConversionReport write(
      Compilation compilation, Path from, Path to, Map<String, String> names, Optional<Path> like) {
    TensorFiles.Format format = WeightTools.format(to);
    TensorFile file = WeightFiles.read(from);
    requireOurs(from, file);
    Optional<TensorFile> model = like.map(WeightFiles::read);
    try {
      PyTorch.Converted converted =
          new PyTorch(from.toString(), compilation.model())
              .write(file, names, model, like.isPresent() && isOrdered(like.get()));
      // What is beside the arrays in an .npz file would be taken for one of them.
      TensorFile written =
          format == TensorFiles.Format.NPZ
              ? new TensorFile(Map.of(), converted.file().tensors())
              : converted.file();
      WeightTools.write(to, format, written);
      return new ConversionReport(to, written.tensors().size(), pairs(converted));
    } catch (WeightsException e) {
      throw another(e);
    }
  }

  static List<Pair> pairs(PyTorch.Converted converted) {
    List<Pair> pairs = new ArrayList<>();
    converted.names().forEach((ours, theirs) -> pairs.add(new Pair(ours, theirs)));
    return pairs;
  }

  /// @throws CompilationFailed if a file says that it is in PyTorch's layout
  static void requireOurs(Path path, TensorFile file) {
    if (PyTorch.NAME.equals(file.metadata().get(PyTorch.LAYOUT))) {
      throw Failures.of(
          Code.WEIGHTS_OF_ANOTHER,
          path + " is in the layout of PyTorch",
          "add --layout pytorch, or convert it: netc weights convert");
    }
  }

  private static boolean isOurs(TensorFile file) {
    return file.metadata().containsKey("netwright.network")
        && !PyTorch.NAME.equals(file.metadata().get(PyTorch.LAYOUT));
  }

  /// NumPy keeps the order of arrays; safetensors files have them by type and name.
  private static boolean isOrdered(Path path) {
    try {
      return TensorFiles.formatOf(path) == TensorFiles.Format.NPZ;
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE, "cannot read " + path + ": " + Failures.reason(e), "");
    }
  }

  private static CompilationFailed another(WeightsException e) {
    return Failures.of(Code.WEIGHTS_OF_ANOTHER, e.getMessage(), e.help());
  }
}
