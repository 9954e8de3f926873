package netwright.data;

import java.util.ArrayList;
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
            .orElseGet(() -> anySamplesOf(file, fields, askedByName));
    hashes.put(file.name(), samples.hash());
    return samples;
  }

  /// The samples in a file that may be odd or wrong.
  private Samples anySamplesOf(DataFile file, List<Field> fields, boolean askedByName) {
    CsvTable table = open(file, askedByName);
    List<Field> known = labelled(table, fields);
    return new Samples(read(table, known), known, table.hash());
  }

  private CsvTable open(DataFile file, boolean askedByName) {
    CsvTable table = CsvTable.open(file, askedByName);
    if (table.header().looksLikeSample()) {
      Diagnostic diagnostic =
          Diagnostic.of(Code.NO_HEADER, table.places().line(1), file.shown() + " has no header")
              .help(
                  "write the names of the columns in its first line, or ask for columns by number, from 0");
      problems.add(diagnostic);
      problems.throwIfErrors();
    }
    return table;
  }

  private static boolean byName(Field.Selection selection) {
    return selection.from() instanceof Reference.Named
        || selection.to().stream().anyMatch(Reference.Named.class::isInstance);
  }

  /// The fields, with the labels that the table has for classes whose labels nobody knows.
  private List<Field> labelled(CsvTable table, List<Field> fields) {
    Map<Field, LabelSurvey> surveys = new LinkedHashMap<>();
    Map<Field, int[]> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      if (field.classes().isPresent() && field.classes().get().labels().isEmpty()) {
        new Columns(table.header(), new Problems())
            .of(field)
            .ifPresent(found -> columns.put(field, found));
        surveys.put(field, new LabelSurvey());
      }
    }
    if (!columns.isEmpty()) {
      table.forEach(
          new Problems(),
          record ->
              columns.forEach((field, found) -> {
                for (int column : found) {
                  surveys.get(field).add(record.getField(column).strip());
                }
              }));
    }
    return fields.stream()
        .map(field -> surveys.containsKey(field) ? named(field, surveys.get(field)) : field)
        .toList();
  }

  private static Field named(Field field, LabelSurvey survey) {
    return field.with(field.classes().orElseThrow().named(survey.labels()));
  }

  private DataSet read(CsvTable table, List<Field> fields) {
    List<FieldReader> readers = new ArrayList<>();
    Columns columns = new Columns(table.header(), problems);
    for (Field field : fields) {
      columns.of(field).ifPresent(found -> readers.add(new FieldReader(field, found)));
    }
    int rows = table.forEach(problems, record -> readers.forEach(reader -> reader.read(record)));
    readers.forEach(reader -> reader.report(table, problems));
    Map<String, float[]> values = new LinkedHashMap<>();
    readers.forEach(reader -> values.put(reader.name(), reader.values()));
    return new DataSet(rows, values);
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
