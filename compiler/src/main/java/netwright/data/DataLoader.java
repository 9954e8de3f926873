package netwright.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.Field.Classes;
import netwright.data.Field.Reference;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.train.DataSet;

/// Reads the files of a [DataRecipe].
public final class DataLoader {
  private final Problems problems = new Problems();
  private final Map<String, String> hashes = new LinkedHashMap<>();

  private DataLoader() {}

  /// All samples that `recipe` asks for.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static LoadedData load(DataRecipe recipe) {
    return new DataLoader().loaded(recipe);
  }

  /// The samples in one file, for fields whose labels are known.
  ///
  /// @throws CompilationFailed with all that is wrong with the file
  public static DataSet samples(DataFile file, List<Field> fields) {
    DataLoader loader = new DataLoader();
    Samples samples = loader.samplesOf(file, fields);
    loader.problems.throwIfErrors();
    return samples.rows();
  }

  private LoadedData loaded(DataRecipe recipe) {
    Samples samples = samplesOf(recipe.file(), recipe.fields());
    List<Field> fields = samples.fields();
    DataSet rows = samples.rows();
    Optional<DataSet> testFile = separate(recipe.test(), fields);
    Optional<DataSet> validationFile = separate(recipe.validation(), fields);
    problems.throwIfErrors();
    Split split = Split.of(rows.rows(), recipe.test(), recipe.validation(), recipe.seed());
    if (split.train().length == 0) {
      problems.add(
          Diagnostic.of(Code.NO_ROWS, recipe.file().span(), "no rows are left to train on")
              .help(
                  recipe.file().shown()
                      + " has "
                      + rows.rows()
                      + " rows; hold out a smaller share"));
    }
    problems.throwIfErrors();
    return new LoadedData(
        split.train().length == rows.rows() ? rows : rows.select(split.train()),
        validationFile.or(() -> held(rows, split.validation())),
        testFile.or(() -> held(rows, split.test())),
        labels(fields),
        hashes);
  }

  private Optional<DataSet> separate(Held held, List<Field> fields) {
    return switch (held) {
      case Held.Nothing _, Held.Share _ -> Optional.empty();
      case Held.Separate(DataFile file) -> Optional.of(samplesOf(file, fields).rows());
    };
  }

  private static Optional<DataSet> held(DataSet rows, int[] which) {
    return which.length == 0 ? Optional.empty() : Optional.of(rows.select(which));
  }

  private Samples samplesOf(DataFile file, List<Field> fields) {
    boolean askedByName =
        fields.stream().flatMap(field -> field.columns().stream()).anyMatch(DataLoader::byName);
    Samples samples =
        PlainTable.read(file, fields, askedByName)
            .orElseGet(() -> new AnyTable(problems).read(file, fields, askedByName));
    hashes.put(file.name(), samples.hash());
    return samples;
  }

  private static boolean byName(Field.Selection selection) {
    return selection.from() instanceof Reference.Named
        || selection.to().stream().anyMatch(Reference.Named.class::isInstance);
  }

  private static Map<String, List<String>> labels(List<Field> fields) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Field field : fields) {
      field
          .classes()
          .flatMap(Classes::labels)
          .filter(found -> !found.isEmpty())
          .ifPresent(found -> labels.put(field.name(), found));
    }
    return labels;
  }
}
