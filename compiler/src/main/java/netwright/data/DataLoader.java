package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
import netwright.data.Field.Classes;
import netwright.data.Field.Reference;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;

/// Reads the files of a [DataRecipe].
public final class DataLoader {
  private final Problems problems = new Problems();
  private final Map<String, String> hashes = new LinkedHashMap<>();
  private final Precision precision;

  private DataLoader(Precision precision) {
    this.precision = precision;
  }

  /// All samples that `recipe` asks for, in f32.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static LoadedData load(DataRecipe recipe) {
    return load(recipe, Precision.F32);
  }

  /// All samples that `recipe` asks for.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static LoadedData load(DataRecipe recipe, Precision precision) {
    return new DataLoader(precision).loaded(recipe);
  }

  /// The samples in some files in f32, for fields whose labels are known.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static DataSet samples(Sources sources, List<Field> fields) {
    return samples(sources, fields, Precision.F32);
  }

  /// The samples in some files, for fields whose labels are known. A file with a single array is one field, however its
  /// columns are called.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static DataSet samples(Sources sources, List<Field> fields, Precision precision) {
    DataLoader loader = new DataLoader(precision);
    Samples samples =
        loader.samplesOf(sources, fields.stream().map(field -> asked(sources, field)).toList());
    loader.problems.throwIfErrors();
    return samples.rows();
  }

  private static Field asked(Sources sources, Field field) {
    boolean named = field.columns().stream().anyMatch(DataLoader::byName);
    return named && ArrayTable.isSingle(sources.of(field)) ? field.whole() : field;
  }

  private LoadedData loaded(DataRecipe recipe) {
    Samples samples = samplesOf(recipe.sources(), recipe.fields());
    List<Field> fields = samples.fields();
    DataSet rows = samples.rows();
    Optional<DataSet> testFile = separate(recipe.test(), fields);
    Optional<DataSet> validationFile = separate(recipe.validation(), fields);
    problems.throwIfErrors();
    Split split = Split.of(rows.rows(), recipe.test(), recipe.validation(), recipe.seed());
    if (split.train().length == 0) {
      problems.add(
          Diagnostic.of(
                  Code.NO_ROWS, recipe.sources().first().span(), "no rows are left to train on")
              .help(
                  recipe.sources().first().shown()
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
      case Held.Separate(Sources sources) -> Optional.of(samplesOf(sources, fields).rows());
    };
  }

  private static Optional<DataSet> held(DataSet rows, int[] which) {
    return which.length == 0 ? Optional.empty() : Optional.of(rows.select(which));
  }

  /// The samples of all fields; each file is read once.
  private Samples samplesOf(Sources sources, List<Field> fields) {
    Map<DataFile, List<Field>> files = new LinkedHashMap<>();
    fields.forEach(
        field -> files.computeIfAbsent(sources.of(field), _ -> new ArrayList<>()).add(field));
    Map<String, Samples> read = new LinkedHashMap<>();
    files.forEach((file, its) -> {
      Samples samples = samplesOf(file, its);
      hashes.put(file.name(), samples.hash());
      its.forEach(field -> read.put(field.name(), samples));
    });
    requireEqualRows(sources, fields, read);
    return Samples.joined(fields, read);
  }

  private void requireEqualRows(Sources sources, List<Field> fields, Map<String, Samples> read) {
    Field first = fields.getFirst();
    int rows = read.get(first.name()).rows().rows();
    for (Field field : fields) {
      int others = read.get(field.name()).rows().rows();
      if (others != rows) {
        String text =
            sources.of(field).shown()
                + " has "
                + others
                + " samples, "
                + sources.of(first).shown()
                + " has "
                + rows;
        problems.add(
            Diagnostic.of(Code.ROWS_DISAGREE, sources.of(field).span(), text)
                .help("sample k of one file belongs to sample k of the other"));
      }
    }
    problems.throwIfErrors();
  }

  private Samples samplesOf(DataFile file, List<Field> fields) {
    Optional<Samples> arrays = new ArrayTable(problems, precision, file).read(fields);
    return arrays.orElseGet(() -> table(file, fields));
  }

  private Samples table(DataFile file, List<Field> fields) {
    boolean askedByName =
        fields.stream().flatMap(field -> field.columns().stream()).anyMatch(DataLoader::byName);
    Optional<Samples> plain =
        precision == Precision.F32 ? PlainTable.read(file, fields, askedByName) : Optional.empty();
    return plain.orElseGet(() -> new AnyTable(problems, precision).read(file, fields, askedByName));
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
