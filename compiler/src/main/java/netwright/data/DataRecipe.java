package netwright.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import netwright.diag.Span;

/// Where samples come from.
///
/// @param sources of the training rows, and of the held-out ones unless they have files of their own
/// @param test what the network is judged on at the end
/// @param validation what it is judged on after every epoch
/// @param seed of the choice of held-out rows
/// @param missing what becomes of missing cells
/// @param stratify the field whose classes are as frequent among the held-out rows as among all
/// @param stream whether samples are kept in files rather than in memory; absent, if they are many
/// @param fields the inputs and targets
public record DataRecipe(
    Sources sources,
    Held test,
    Held validation,
    long seed,
    Missing missing,
    Optional<String> stratify,
    Optional<Boolean> stream,
    List<Field> fields) {

  public DataRecipe {
    fields = List.copyOf(fields);
  }

  /// Nothing is missing, and rows are held out whatever their classes are.
  public DataRecipe(Sources sources, Held test, Held validation, long seed, List<Field> fields) {
    this(
        sources, test, validation, seed, Missing.ERROR, Optional.empty(), Optional.empty(), fields);
  }

  /// A file.
  ///
  /// @param shown how messages call it
  /// @param name how the recipe calls it, wherever it lies
  /// @param span where it is asked for
  public record DataFile(Path path, String shown, String name, Span span) {}

  /// The files of a set of samples.
  ///
  /// @param shared read by each field that has no file of its own
  /// @param own by the name of the field
  public record Sources(Optional<DataFile> shared, Map<String, DataFile> own) {
    public Sources {
      own = new LinkedHashMap<>(own);
    }

    /// All fields are read from `file`.
    public static Sources of(DataFile file) {
      return new Sources(Optional.of(file), Map.of());
    }

    /// The file that `field` is read from.
    public DataFile of(Field field) {
      DataFile file = own.get(field.name());
      return file == null ? shared.orElseThrow() : file;
    }

    /// The first file.
    DataFile first() {
      return Stream.concat(shared.stream(), own.values().stream()).findFirst().orElseThrow();
    }
  }

  /// Rows that are not trained on.
  public sealed interface Held {
    /// None.
    record Nothing() implements Held {}

    /// A share of the rows, from 0 up to, not including, 1.
    record Share(double share, Span span) implements Held {}

    /// The rows of other files.
    record Separate(Sources sources) implements Held {}
  }
}
