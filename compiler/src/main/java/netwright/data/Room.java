package netwright.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.runtime.Precision;
import netwright.runtime.train.FileValues;

/// Where the numbers in a data file are kept: in memory, or in files that the system maps into it.
final class Room implements Closeable {
  /// In memory, what a file holds may take this part of it; the rest is for weights, and for what is computed from samples.
  private static final long PART = 8;

  private static final long MOST_IN_MEMORY = 1L << 30;

  private final Optional<Path> data;
  private final List<SampleFile> files = new ArrayList<>();

  private Room(Optional<Path> data) {
    this.data = data;
  }

  /// Memory.
  static Room inMemory() {
    return new Room(Optional.empty());
  }

  /// Room for what `fields` take from `file`.
  ///
  /// @param stream whether it is to be in files; if nobody says, it is if there is little memory for it
  static Room of(DataFile file, List<Field> fields, Optional<Boolean> stream) {
    long most = Math.min(Runtime.getRuntime().maxMemory() / PART, MOST_IN_MEMORY);
    return stream.orElseGet(() -> bytes(file, fields) > most)
        ? new Room(Optional.of(file.path()))
        : inMemory();
  }

  /// About how many bytes `fields` take.
  static long bytes(DataFile file, List<Field> fields) {
    long size = 0;
    for (Field field : fields) {
      size += field.size();
    }
    return RowEstimate.of(file) * size * Float.BYTES;
  }

  /// A list for numbers that come one after the other.
  FloatList list() {
    return data.isEmpty() ? new FloatList() : new FloatList(file());
  }

  /// Room for `rows` samples of `size` numbers each, in any order.
  ///
  /// @throws OutOfMemoryError if they are in memory, and more than an array can have
  Kept kept(Precision precision, int rows, int size) {
    if (precision == Precision.F64) {
      return new Kept.Wide(new double[Lengths.of(rows, size)]);
    }
    if (data.isEmpty()) {
      return new Kept.InMemory(new float[Lengths.of(rows, size)]);
    }
    try {
      SampleFile file = file();
      file.extend((long) rows * size);
      return new Kept.InFile(new FileValues(file.floats(), size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SampleFile file() {
    try {
      SampleFile file = SampleFile.beside(data.orElseThrow());
      files.add(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Closes the files; what is mapped remains.
  @Override
  public void close() throws IOException {
    for (SampleFile file : files) {
      file.close();
    }
  }
}
