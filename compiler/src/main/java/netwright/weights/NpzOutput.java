package netwright.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netwright.runtime.io.AtomicFile;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// Writes an `.npz` file: a zip file with an `.npy` file for each tensor, not compressed, and no time in it but the first that
/// zip files know. Metadata become a file of their own, [MetadataJson#ENTRY], unless there are none.
final class NpzOutput {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int MOST_ARRAYS = 10_000;
  private static final int LONGEST_NAME = 995;

  private NpzOutput() {}

  /// What is written into an entry; done twice, the first time for the checksum.
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path path, TensorFile file) throws IOException {
    requireReadable(path, file);
    AtomicFile.write(path, channel -> write(channel, file));
  }

  /// Nothing is written that [NpzInput] would not read.
  private static void requireReadable(Path path, TensorFile file) throws WeightsException {
    if (file.tensors().size() > MOST_ARRAYS) {
      throw new WeightsException(
          path + " would have more than " + MOST_ARRAYS + " arrays", "write a .safetensors file");
    }
    for (Map.Entry<String, StoredTensor> tensor : file.tensors().entrySet()) {
      String name = tensor.getKey();
      boolean odd = name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl);
      if (odd || tensor.getValue().type() == ElementType.U64) {
        throw new WeightsException(
            path + " cannot have " + (odd ? "a tensor with an odd name" : "`" + name + "` of U64"),
            "write a .safetensors file");
      }
    }
  }

  private static void write(WritableByteChannel channel, TensorFile file) throws IOException {
    // Not to be closed: the channel is forced to the disk afterwards.
    ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
    for (Map.Entry<String, StoredTensor> tensor : file.tensors().entrySet()) {
      add(zip, tensor.getKey() + ".npy", out -> NpyOutput.write(tensor.getValue(), out));
    }
    if (!file.metadata().isEmpty()) {
      add(zip, MetadataJson.ENTRY, out -> out.write(MetadataJson.write(file.metadata())));
    }
    zip.finish();
  }

  private static void add(ZipOutputStream zip, String name, Content content) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    Counting counting = new Counting(checked);
    content.writeTo(counting);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(counting.count);
    entry.setCrc(checked.getChecksum().getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /// Counts bytes that pass.
  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long count;

    private Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }
}
