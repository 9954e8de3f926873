package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.weights.TensorFiles;

/// Trained weights of a network, to lie beside its class.
///
/// @param bytes of a safetensors file
public record WeightsResource(byte[] bytes) {

  /// The weights in `file`.
  ///
  /// @throws CompilationFailed if they cannot be read, or are not those of this network
  public static WeightsResource read(Compilation compilation, Path file) {
    WeightFiles.load(compilation, WeightSource.of(file), compilation.persistent());
    try {
      if (TensorFiles.formatOf(file) != TensorFiles.Format.SAFETENSORS) {
        throw Failures.of(
            Code.WEIGHTS_UNREADABLE,
            file + " is an npz file, and compiled classes read safetensors",
            "convert it: netc weights convert " + file + " weights.safetensors");
      }
      return new WeightsResource(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE,
          "cannot read the weights in " + file + ": " + Failures.reason(e),
          "name other weights with --weights");
    }
  }
}
