package netwright.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads one safetensors file from a channel of known size. Allocates no more than the size allows.
final class TensorFileReader implements TensorBytes.Chunk {
  private final String source;
  private final ReadableByteChannel channel;
  private final long size;
  private final boolean isVerified;

  /// Null if there is nothing to verify: to find a SHA-256 takes the JVM tens of milliseconds.
  private Checksum checksum;

  TensorFileReader(String source, ReadableByteChannel channel, long size, boolean isVerified) {
    this.isVerified = isVerified;
    this.source = source;
    this.channel = channel;
    this.size = size;
  }

  TensorFile read() throws IOException {
    int headerBytes = headerBytes();
    byte[] json = new byte[headerBytes];
    fill(ByteBuffer.wrap(json));
    Header header = HeaderReader.read(source, json);
    if (isVerified && header.metadata().containsKey(Header.CHECKSUM)) {
      checksum = new Checksum();
    }
    long dataBytes = size - Header.LENGTH_BYTES - headerBytes;
    List<TensorEntry> ordered = DataLayout.check(source, header.entries(), dataBytes);
    Map<String, StoredTensor> tensors = tensors(ordered);
    Map<String, String> metadata = new TreeMap<>(header.metadata());
    verify(metadata.remove(Header.CHECKSUM));
    var inHeaderOrder = new LinkedHashMap<String, StoredTensor>();
    for (TensorEntry entry : header.entries()) {
      inHeaderOrder.put(entry.name(), tensors.get(entry.name()));
    }
    return new TensorFile(metadata, inHeaderOrder);
  }

  private int headerBytes() throws IOException {
    if (size < Header.LENGTH_BYTES) {
      throw malformed("the file has " + size + " bytes, too few for a safetensors file");
    }
    ByteBuffer length = ByteBuffer.allocate(Header.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(length);
    long bytes = length.getLong(0);
    if (bytes < 0 || bytes > Header.MAXIMUM_BYTES) {
      throw malformed(
          "the header claims %s bytes, more than the limit of %s; is this a safetensors file?"
              .formatted(Long.toUnsignedString(bytes), Header.MAXIMUM_BYTES));
    }
    if (bytes > size - Header.LENGTH_BYTES) {
      throw malformed(
          "the header claims %s bytes, but the file has only %s; it may have been cut off"
              .formatted(bytes, size));
    }
    return (int) bytes;
  }

  private Map<String, StoredTensor> tensors(List<TensorEntry> ordered) throws IOException {
    Map<String, StoredTensor> tensors = HashMap.newHashMap(ordered.size());
    TensorBytes bytes = new TensorBytes();
    for (TensorEntry entry : ordered) {
      StoredTensor tensor = StoredTensor.zeros(entry.type(), entry.shape());
      bytes.decode(tensor, this);
      tensors.put(entry.name(), tensor);
    }
    return tensors;
  }

  private void verify(String expected) throws MalformedFileException {
    if (checksum != null && !expected.equals(checksum.hexadecimal())) {
      throw malformed(
          "the checksum of the tensors is not the one in the header: the file is damaged");
    }
  }

  @Override
  public void transfer(ByteBuffer chunk) throws IOException {
    fill(chunk);
    if (checksum != null) {
      checksum.update(chunk.flip());
    }
  }

  private void fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw malformed("the file ends early");
      }
    }
  }

  private MalformedFileException malformed(String problem) {
    return new MalformedFileException(source, problem);
  }
}
