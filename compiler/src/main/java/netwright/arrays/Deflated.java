package netwright.arrays;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Bytes that have been compressed by deflate, whose failures are those of a damaged file.
final class Deflated extends FilterInputStream {
  /// Deflate makes at most 1032 bytes of one (https://zlib.net/zlib_tech.html).
  private static final long RATIO = 1032;

  Deflated(InputStream in) {
    super(in);
  }

  /// The most bytes that `compressed` bytes can become.
  static long most(long compressed) {
    return compressed > Long.MAX_VALUE / RATIO ? Long.MAX_VALUE : compressed * RATIO;
  }

  /// `failure` in our words, if it is about what is in the file.
  static IOException damaged(IOException failure) {
    return failure instanceof ZipException
        ? ArrayException.damaged("is damaged: " + PythonDictionary.shown(failure.getMessage()))
        : failure;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (ZipException e) {
      throw damaged(e);
    }
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return super.read(bytes, from, length);
    } catch (ZipException e) {
      throw damaged(e);
    }
  }
}
