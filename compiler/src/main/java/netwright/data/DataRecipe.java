package netwright.data;

import java.nio.file.Path;
import java.util.List;
import netwright.diag.Span;

/// Where samples come from.
///
/// @param file the training rows, and the held-out ones unless they have files of their own
/// @param test what the network is judged on at the end
/// @param validation what it is judged on after every epoch
/// @param seed of the choice of held-out rows
/// @param fields the inputs and targets
public record DataRecipe(DataFile file, Held test, Held validation, long seed, List<Field> fields) {

  public DataRecipe {
    fields = List.copyOf(fields);
  }

  /// A file.
  ///
  /// @param shown how messages call it
  /// @param name how the recipe calls it, wherever it lies
  /// @param span where it is asked for
  public record DataFile(Path path, String shown, String name, Span span) {}

  /// Rows that are not trained on.
  public sealed interface Held {
    /// None.
    record Nothing() implements Held {}

    /// A share of the rows, from 0 up to, not including, 1.
    record Share(double share, Span span) implements Held {}

    /// The rows of another file.
    record Separate(DataFile file) implements Held {}
  }
}
