package netwright.arrays;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// An `.npy` or IDX file, plain or compressed by gzip.
final class SingleArray implements ArrayFile {
  private final StoredArray array;

  private SingleArray(StoredArray array) {
    this.array = array;
  }

  static SingleArray plain(Path path) throws IOException {
    StoredArray array = new StoredArray(new Bytes(path, false), Files.size(path));
    return new SingleArray(array);
  }

  static SingleArray compressed(Path path) throws IOException {
    long most = Deflated.most(Files.size(path));
    return new SingleArray(new StoredArray(new Bytes(path, true), most));
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public boolean isSingle() {
    return true;
  }

  @Override
  public StoredArray array(String name) {
    return array;
  }

  @Override
  public Optional<byte[]> attachment(String name, int longest) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private record Bytes(Path path, boolean isCompressed) implements StoredArray.Opening {
    private static final int BLOCK = 1 << 16;

    @Override
    public DataInputStream open() throws IOException {
      InputStream bytes = Files.newInputStream(path);
      try {
        InputStream plain = isCompressed ? new Deflated(new GZIPInputStream(bytes, BLOCK)) : bytes;
        return new DataInputStream(new BufferedInputStream(plain, BLOCK));
      } catch (EOFException _) {
        bytes.close();
        throw ArrayException.damaged("ends where its content should begin");
      } catch (IOException e) {
        bytes.close();
        throw Deflated.damaged(e);
      }
    }

    @Override
    public ArrayHeader header(DataInputStream in) throws IOException {
      in.mark(NpyHeader.MAGIC.length);
      byte[] start = in.readNBytes(NpyHeader.MAGIC.length);
      in.reset();
      if (IdxHeader.begins(start)) {
        return IdxHeader.read(in);
      }
      if (isCompressed && !Arrays.equals(start, NpyHeader.MAGIC)) {
        throw ArrayException.unsupported(
            "is compressed, and has neither an IDX nor an npy array in it", "unpack it: gzip -d");
      }
      return NpyHeader.read(in);
    }
  }
}
