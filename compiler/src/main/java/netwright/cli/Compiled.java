package netwright.cli;

import java.nio.file.Path;
import java.util.List;

/// What `netc compile` came to.
///
/// @param files that were written
/// @param jarBytes how large the only file is, if it is a jar; else 0
/// @param withoutWeights why there are no weights among them; empty if there are
/// @param inputs the files that they were made of, or would be if they existed: when none of these changes, neither do the others
record Compiled(List<Path> files, int jarBytes, String withoutWeights, List<Path> inputs) {
  Compiled {
    files = List.copyOf(files);
    inputs = List.copyOf(inputs);
  }
}
