package netwright.runtime.io;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a disk is asked to do, counted, so that one of these operations fails: each byte that is written, and each opening, forcing, closing and
/// renaming.
final class FaultyProvider extends FileSystemProvider {
  static final String REASON = "No space left on device";
  private static final FileSystemProvider REAL = FileSystems.getDefault().provider();

  private final long healthy;
  private long done;

  /// A disk that fails after `healthy` operations, at the next and at all those after it.
  FaultyProvider(long healthy) {
    this.healthy = healthy;
  }

  /// `path` on this disk.
  Path path(Path path) {
    return new FaultyFileSystem(this).path(path);
  }

  /// How many operations there were, those that failed included.
  long done() {
    return done;
  }

  /// Does an operation.
  void operate() throws IOException {
    if (done++ >= healthy) {
      throw new IOException(REASON);
    }
  }

  /// How many of `bytes` bytes are written: at least one, or it fails.
  int writable(int bytes) throws IOException {
    int count = Math.clamp(healthy - done, 1, bytes);
    operate();
    done += count - 1;
    return count;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    operate();
    return new FaultyChannel(this, REAL.newFileChannel(FaultyPath.real(path), options, attributes));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    operate();
    REAL.move(FaultyPath.real(source), FaultyPath.real(target), options);
  }

  @Override
  public void delete(Path path) throws IOException {
    REAL.delete(FaultyPath.real(path));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var all = Files.newDirectoryStream(FaultyPath.real(folder))) {
      for (Path path : all) {
        if (filter.accept(path(path))) {
          found.add(path(path));
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public java.util.Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return REAL.readAttributes(FaultyPath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return REAL.readAttributes(FaultyPath.real(path), names, options);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return REAL.getFileAttributeView(FaultyPath.real(path), type, options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    REAL.checkAccess(FaultyPath.real(path), modes);
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isHidden(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
