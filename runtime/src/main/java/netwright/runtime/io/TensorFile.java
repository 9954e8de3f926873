package netwright.runtime.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The content of a safetensors file: text about it, and named tensors in order. The maps are
/// copied and cannot be changed.
///
/// @param metadata keys and values, free text; kept in the order of the keys
/// @param tensors the tensors by name, in the order of the file
public record TensorFile(Map<String, String> metadata, SequencedMap<String, StoredTensor> tensors) {
  /// @throws IllegalArgumentException if a tensor is called `__metadata__`, which the format keeps
  ///     for itself
  public TensorFile {
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException("no tensor can be called " + Header.METADATA);
    }
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }
}
