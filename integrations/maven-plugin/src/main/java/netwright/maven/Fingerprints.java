package netwright.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// What tells whether something has changed.
final class Fingerprints {
  /// Of a file that does not exist.
  static final String ABSENT = "-";

  private Fingerprints() {}

  /// The fingerprint of a file.
  static String of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return ABSENT;
    }
    MessageDigest digest = digest();
    byte[] block = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The fingerprints of files.
  static Map<Path, String> of(Iterable<Path> files) throws IOException {
    Map<Path, String> fingerprints = new TreeMap<>();
    for (Path file : files) {
      fingerprints.put(file, of(file));
    }
    return fingerprints;
  }

  /// The fingerprint of a text.
  static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
