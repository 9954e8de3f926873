package netwright.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.NoSuchElementException;
import netwright.arrays.ArrayFile;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Sources;

/// About how many rows a data file has, from its size and the length of its first lines: what is worth preparing while
/// the file is read has to be known before.
public final class RowEstimate {
  private static final int LOOKED_AT = 1 << 16;

  private RowEstimate() {}

  /// About how many rows there are; 0 if the files cannot be read.
  public static int of(Sources sources) {
    return of(sources.first());
  }

  /// About how many rows `file` has; 0 if it cannot be read.
  static int of(DataFile file) {
    return ArrayFile.isOne(file.path()) ? ofArrays(file) : ofText(file);
  }

  private static int ofArrays(DataFile file) {
    try (ArrayFile arrays = ArrayFile.open(file.path()).orElseThrow()) {
      String name = arrays.isSingle() ? "" : arrays.names().getFirst();
      return arrays.array(name).header().rows();
    } catch (IOException | NoSuchElementException _) {
      return 0;
    }
  }

  private static int ofText(DataFile file) {
    if (!Files.isRegularFile(file.path())) {
      return 0;
    }
    try (InputStream bytes = Files.newInputStream(file.path())) {
      byte[] start = bytes.readNBytes(LOOKED_AT);
      int lines = 0;
      for (byte each : start) {
        lines += each == '\n' ? 1 : 0;
      }
      double rows = (double) Files.size(file.path()) * lines / Math.max(1, start.length) - 1;
      return (int) Math.clamp(rows, 0, Integer.MAX_VALUE);
    } catch (IOException _) {
      return 0;
    }
  }
}
