package netwright.check;

import java.util.Optional;
import netwright.diag.Source;

/// Finds the files that a source imports.
@FunctionalInterface
public interface Imports {

  /// No file can be imported.
  Imports NONE = (_, _) -> Optional.empty();

  /// The text of the file at `path`, relative to the file `importer`, or nothing if it cannot be read. The same file has
  /// the same name whoever imports it.
  Optional<Source> open(Source importer, String path);
}
