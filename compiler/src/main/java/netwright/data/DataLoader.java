package netwright.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Held;
import netwright.data.DataRecipe.Sources;
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
  private final Missing missing;

  private final Optional<Boolean> stream;
  private final Precision precision;

  private DataLoader(Missing missing, Optional<Boolean> stream, Precision precision) {
    this.precision = precision;
    this.missing = missing;
    this.stream = stream;
  }

  /// All samples that `recipe` asks for.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static LoadedData load(DataRecipe recipe, Precision precision) {
    return new DataLoader(recipe.missing(), recipe.stream(), precision).loaded(recipe);
  }

  /// All samples that `recipe` asks for, in f32.
  ///
  /// @throws CompilationFailed with all that is wrong with the files
  public static LoadedData load(DataRecipe recipe) {
    return load(recipe, Precision.F32);
  }

  /// The samples in some files, for fields whose labels are known. A file with a single array is one field, however its
  /// columns are called.
  ///
  /// @param means for missing numbers, by the name of the field; none if nothing may be missing
  /// @throws CompilationFailed with all that is wrong with the files
  public static DataSet samples(
      Sources sources, List<Field> fields, Map<String, double[]> means, Precision precision) {
    DataLoader loader =
        new DataLoader(
            means.isEmpty() ? Missing.ERROR : Missing.MEAN, Optional.of(false), precision);
    Samples samples =
        loader.samplesOf(sources, fields.stream().map(field -> asked(sources, field)).toList());
    loader.problems.throwIfErrors();
    Gaps.fill(samples.rows(), means);
    return samples.rows();
  }

  private static Field asked(Sources sources, Field field) {
    return field.isByName() && ArrayTable.isSingle(sources.of(field)) ? field.whole() : field;
  }

  private LoadedData loaded(DataRecipe recipe) {
    Samples samples = samplesOf(recipe.sources(), recipe.fields());
    List<Field> fields = samples.fields();
    Optional<DataSet> testFile = separate(recipe.test(), fields);
    Optional<DataSet> validationFile = separate(recipe.validation(), fields);
    problems.throwIfErrors();
    DataSet rows = complete(samples.rows());
    Split split =
        Split.of(
            rows.rows(), recipe.test(), recipe.validation(), recipe.seed(), strata(recipe, rows));
    requireRows(split, rows, recipe);
    DataSet train = split.train().length == rows.rows() ? rows : rows.select(split.train());
    requireWeight(train, fields);
    LoadedData data =
        new LoadedData(
            train,
            validationFile.or(() -> held(rows, split.validation())),
            testFile.or(() -> held(rows, split.test())),
            Labels.of(fields),
            means(train, fields),
            hashes);
    data.fill();
    return data;
  }

  private void requireWeight(DataSet train, List<Field> fields) {
    for (Field field : fields) {
      if (field.role() == Field.Role.WEIGHT && !hasPositive(Kept.of(train, field.name()))) {
        problems.add(
            Diagnostic.of(Code.NO_ROWS, field.span(), "every training row has the weight 0"));
      }
    }
    problems.throwIfErrors();
  }

  private static boolean hasPositive(Kept values) {
    for (long place = 0; place < values.length(); place++) {
      if (values.get(place) > 0) {
        return true;
      }
    }
    return false;
  }

  private static float[] strata(DataRecipe recipe, DataSet rows) {
    return recipe.stratify().map(name -> Kept.of(rows, name).floats()).orElse(new float[0]);
  }

  private Map<String, double[]> means(DataSet train, List<Field> fields) {
    Map<String, double[]> means =
        missing == Missing.MEAN ? Gaps.means(train, fields, problems) : Map.of();
    problems.throwIfErrors();
    return means;
  }

  private DataSet complete(DataSet rows) {
    return missing == Missing.DROP ? Gaps.dropped(rows) : rows;
  }

  private void requireRows(Split split, DataSet rows, DataRecipe recipe) {
    if (split.train().length == 0) {
      DataFile file = recipe.sources().first();
      problems.add(
          Diagnostic.of(Code.NO_ROWS, file.span(), "no rows are left to train on")
              .help(
                  rows.rows() == 0
                      ? "each row of " + file.shown() + " lacks something"
                      : file.shown() + " has " + rows.rows() + " rows; hold out a smaller share"));
    }
    problems.throwIfErrors();
  }

  private Optional<DataSet> separate(Held held, List<Field> fields) {
    return switch (held) {
      case Held.Nothing _, Held.Share _ -> Optional.empty();
      case Held.Separate(Sources sources) -> Optional.of(separate(sources, fields));
    };
  }

  private DataSet separate(Sources sources, List<Field> fields) {
    DataSet rows = complete(samplesOf(sources, fields).rows());
    if (rows.rows() == 0 && !problems.hasErrors()) {
      DataFile file = sources.first();
      problems.add(
          Diagnostic.of(Code.NO_ROWS, file.span(), "no rows are left to judge the network by")
              .help("each row of " + file.shown() + " lacks something"));
    }
    return rows;
  }

  private static Optional<DataSet> held(DataSet rows, int[] which) {
    return which.length == 0 ? Optional.empty() : Optional.of(rows.select(which));
  }

  /// The samples of all fields; each file is read once.
  private Samples samplesOf(Sources sources, List<Field> fields) {
    Map<Path, List<Field>> files = new LinkedHashMap<>();
    for (Field field : fields) {
      files.computeIfAbsent(sources.of(field).path(), _ -> new ArrayList<>()).add(field);
    }
    Map<String, Samples> read = new LinkedHashMap<>();
    for (List<Field> its : files.values()) {
      Samples samples = samplesOf(sources.of(its.getFirst()), its);
      for (Field field : its) {
        hashes.put(sources.of(field).name(), samples.hash());
        read.put(field.name(), samples);
      }
    }
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
    try (Room room =
        Room.of(file, fields, precision == Precision.F64 ? Optional.of(false) : stream)) {
      Optional<Samples> arrays =
          new ArrayTable(problems, file, missing, room, precision).read(fields);
      return arrays.orElseGet(() -> table(file, fields, room));
    } catch (IOException e) {
      throw unkept(file, e);
    } catch (UncheckedIOException e) {
      throw unkept(file, e.getCause());
    }
  }

  private CompilationFailed unkept(DataFile file, IOException failure) {
    Problems alone = new Problems();
    String text =
        "what is read from " + file.shown() + " cannot be kept on disk: " + failure.getMessage();
    alone.add(
        Diagnostic.of(Code.NOT_WRITABLE, file.span(), text)
            .help("make room beside the file, or give the virtual machine more memory"));
    return new CompilationFailed(alone);
  }

  private Samples table(DataFile file, List<Field> fields, Room room) {
    boolean askedByName = fields.stream().anyMatch(Field::isByName);
    Optional<Samples> plain =
        precision == Precision.F32
            ? PlainTable.read(file, fields, missing, room, askedByName)
            : Optional.empty();
    AnyTable any = new AnyTable(problems, missing, room, precision);
    return plain.orElseGet(() -> any.read(file, fields, askedByName));
  }
}
