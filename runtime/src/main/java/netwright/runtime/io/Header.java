package netwright.runtime.io;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/// The header of a safetensors file: its limits and what it holds.
///
/// @param metadata free text
/// @param entries the tensors, in the order in which the header names them
record Header(Map<String, String> metadata, List<TensorEntry> entries) {
  /// The key of the metadata among the names of the tensors.
  static final String METADATA = "__metadata__";

  /// The key, within the metadata, of the SHA-256 of all bytes after the header, in hexadecimal.
  static final String CHECKSUM = "netwright.sha256";

  /// The size of the number before the header that tells the header's length.
  static final int LENGTH_BYTES = 8;

  /// The longest header, which is the format's own limit.
  static final int MAXIMUM_BYTES = 100_000_000;

  static final int MAXIMUM_TENSORS = 65_536;
  static final int MAXIMUM_RANK = 32;
  static final int MAXIMUM_NAME_BYTES = 1024;
  static final int MAXIMUM_METADATA_BYTES = 16 << 20;

  Header {
    metadata = Collections.unmodifiableMap(metadata);
    entries = List.copyOf(entries);
  }
}
