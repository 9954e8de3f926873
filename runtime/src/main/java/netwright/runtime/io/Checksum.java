package netwright.runtime.io;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of bytes that come in pieces.
final class Checksum {
  private final MessageDigest digest;

  Checksum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Adds the remaining bytes of `chunk`, and consumes them.
  void update(ByteBuffer chunk) {
    digest.update(chunk);
  }

  /// The sum of all bytes so far, in lower-case hexadecimal. To be called once.
  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
