package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;

/// Trained weights of a network, to lie beside its class.
///
/// @param bytes of a safetensors file
public record WeightsResource(byte[] bytes) {

  /// The weights in `file`.
  ///
  /// @throws CompilationFailed if they cannot be read, or are not those of this network
  public static WeightsResource read(Compilation compilation, Path file) {
    WeightFiles.load(file, compilation.variables(), compilation.persistent());
    try {
      return new WeightsResource(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE,
          "cannot read the weights in " + file + ": " + Failures.reason(e),
          "name other weights with --weights");
    }
  }
}
