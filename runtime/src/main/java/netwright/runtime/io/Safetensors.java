package netwright.runtime.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Named tensors in a file, in the safetensors format: the length of the header as 8 bytes, the
/// header in JSON, and the elements of the tensors, all little-endian.
///
/// The same content gives the same bytes. The metadata of a written file holds a SHA-256 of the
/// elements under `netwright.sha256`; it is verified by whoever reads the file here, and is not
/// part of the [TensorFile].
///
/// Files are read from anywhere, so nothing in them is believed: every bound, overlap and product
/// is checked before memory is allocated, duplicate names are refused, and headers are limited to
/// 100 MB, 65,536 tensors and 16 MiB of metadata.
public final class Safetensors {
  private Safetensors() {}

  /// Reads the file at `path`.
  ///
  /// @throws MalformedFileException if the content is not a valid file, or its checksum is wrong
  /// @throws NoSuchFileException if there is no such file
  /// @throws IOException if reading fails
  public static TensorFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(
          path.toString(), null, Files.exists(path) ? "not a file" : "no such file");
    }
    try (var channel = FileChannel.open(path)) {
      return new TensorFileReader(path.toString(), channel, channel.size(), true).read();
    }
  }

  /// Reads the bytes of a file.
  ///
  /// @param source the name that messages use
  /// @throws MalformedFileException if the content is not a valid file, or its checksum is wrong
  public static TensorFile read(String source, byte[] bytes) throws MalformedFileException {
    return read(source, bytes, true);
  }

  /// Reads the bytes of a resource, whose checksum was verified when it was put beside its class; that takes the JVM longer
  /// than all the rest up to a first prediction, and is not done again. A jar has checksums of its own.
  ///
  /// @param source the name that messages use
  /// @throws MalformedFileException if the content is not a valid file
  public static TensorFile readResource(String source, byte[] bytes) throws MalformedFileException {
    return read(source, bytes, false);
  }

  private static TensorFile read(String source, byte[] bytes, boolean isVerified)
      throws MalformedFileException {
    try (var channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
      return new TensorFileReader(source, channel, bytes.length, isVerified).read();
    } catch (MalformedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /// Writes `file` to `path`, as a whole or not at all (see [AtomicFile]).
  ///
  /// @throws MalformedFileException if the content exceeds what this class would read
  /// @throws IOException if writing fails; what stood under that name stands there still
  public static void write(Path path, TensorFile file) throws IOException {
    byte[] json = HeaderWriter.write(header(file));
    HeaderReader.read(path.toString(), json);
    AtomicFile.write(path, channel -> write(channel, json, file));
  }

  private static void write(WritableByteChannel channel, byte[] json, TensorFile file)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Header.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFile.writeFully(channel, length.putLong(0, json.length));
    AtomicFile.writeFully(channel, ByteBuffer.wrap(json));
    TensorBytes bytes = new TensorBytes();
    for (StoredTensor tensor : file.tensors().values()) {
      bytes.encode(tensor, chunk -> AtomicFile.writeFully(channel, chunk));
    }
  }

  private static Header header(TensorFile file) throws IOException {
    List<TensorEntry> entries = new ArrayList<>();
    Checksum checksum = new Checksum();
    TensorBytes bytes = new TensorBytes();
    long end = 0;
    for (Map.Entry<String, StoredTensor> named : file.tensors().entrySet()) {
      StoredTensor tensor = named.getValue();
      long begin = end;
      end += (long) tensor.size() * tensor.type().bytes();
      entries.add(new TensorEntry(named.getKey(), tensor.type(), tensor.shape(), begin, end));
      bytes.encode(tensor, checksum::update);
    }
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.put(Header.CHECKSUM, checksum.hexadecimal());
    return new Header(metadata, entries);
  }
}
