package netwright.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;

/// Reads and writes named tensors in either format.
public final class TensorFiles {
  private TensorFiles() {}

  /// How tensors lie in a file.
  public enum Format {
    SAFETENSORS,
    NPZ;

    /// The end of the names of such files.
    public String suffix() {
      return this == SAFETENSORS ? ".safetensors" : ".npz";
    }
  }

  /// The format of the file at `path`: a zip file holds arrays of NumPy, anything else is taken for safetensors.
  ///
  /// @throws NoSuchFileException if there is no such file
  public static Format formatOf(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(
          path.toString(), null, Files.exists(path) ? "not a file" : "no such file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(2);
      boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
      return zip ? Format.NPZ : Format.SAFETENSORS;
    }
  }

  /// Reads the file at `path`, whatever its name is.
  ///
  /// @throws WeightsException if an `.npz` file is not sound
  /// @throws netwright.runtime.io.MalformedFileException if a safetensors file is not
  /// @throws IOException if reading fails
  public static TensorFile read(Path path) throws IOException {
    return switch (formatOf(path)) {
      case SAFETENSORS -> Safetensors.read(path);
      case NPZ -> NpzInput.read(path);
    };
  }

  /// Writes `file` to `path`, as a whole or not at all. The same content gives the same bytes.
  ///
  /// @throws IOException if writing fails; what stood under that name stands there still
  public static void write(Path path, Format format, TensorFile file) throws IOException {
    switch (format) {
      case SAFETENSORS -> Safetensors.write(path, file);
      case NPZ -> NpzOutput.write(path, file);
    }
  }
}
