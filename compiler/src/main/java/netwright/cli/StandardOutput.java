package netwright.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// An output that remembers what was the matter with it: a [java.io.PrintWriter] over it keeps silent.
final class StandardOutput extends FilterOutputStream {
  private static final String NOBODY_READS = "Broken pipe";

  private IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  /// The one of this process.
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /// Why some of what was written is lost; nothing if nobody wanted it, as `head` does not after its lines.
  Optional<String> loss() {
    return Optional.ofNullable(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(reason -> !reason.equals(NOBODY_READS));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException cause) {
      failure = failure == null ? cause : failure;
      throw cause;
    }
  }
}
