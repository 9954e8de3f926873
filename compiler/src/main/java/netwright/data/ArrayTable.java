package netwright.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.arrays.ArrayException;
import netwright.arrays.ArrayFile;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;

/// Reads fields from a file of arrays: `.npy`, `.npz`, IDX.
final class ArrayTable {
  private final Problems problems;
  private final DataFile file;
  private final Missing missing;
  private final Room room;
  private final Precision precision;

  ArrayTable(Problems problems, DataFile file, Missing missing, Room room, Precision precision) {
    this.problems = problems;
    this.precision = precision;
    this.file = file;
    this.missing = missing;
    this.room = room;
  }

  /// Whether `file` has a single array, without a name.
  static boolean isSingle(DataFile file) {
    try (ArrayFile arrays = ArrayFile.open(file.path()).orElse(null)) {
      return arrays != null && arrays.isSingle();
    } catch (IOException _) {
      return false;
    }
  }

  /// The samples; nothing if it is not a file of arrays.
  ///
  /// @throws CompilationFailed if it is one and cannot be read
  Optional<Samples> read(List<Field> fields) {
    try (ArrayFile arrays = ArrayFile.open(file.path()).orElse(null)) {
      return arrays == null ? Optional.empty() : Optional.of(read(arrays, fields));
    } catch (ArrayException e) {
      throw failed(e);
    } catch (IOException _) {
      return Optional.empty(); // whoever reads it as text says why it cannot be read
    }
  }

  private Samples read(ArrayFile arrays, List<Field> fields) throws IOException {
    Map<String, Kept> values = new LinkedHashMap<>();
    List<Field> known = new ArrayList<>();
    Integer rows = null;
    for (Field field : fields) {
      List<ArrayPart> parts = new ArrayParts(problems, file, arrays).of(field);
      problems.throwIfErrors();
      for (ArrayPart part : parts) {
        rows = rows == null ? Integer.valueOf(part.rows()) : rows;
        requireRows(part, rows, field);
      }
      ArrayValues read = new ArrayValues(field, parts, field.mayLack(missing), room, precision);
      read.read();
      read.report(problems);
      values.put(field.name(), read.values());
      known.add(read.field());
    }
    problems.throwIfErrors();
    return new Samples(Kept.dataSet(rows, values), known, Hashes.sha256(file.path()));
  }

  private void requireRows(ArrayPart part, int rows, Field field) {
    if (part.rows() == 0) {
      problems.add(Diagnostic.of(Code.NO_ROWS, file.span(), part.called() + " has no samples"));
    } else if (part.rows() != rows) {
      String text =
          part.called() + " has " + samples(part.rows()) + ", the first array has " + rows;
      problems.add(
          Diagnostic.of(Code.ROWS_DISAGREE, field.span(), text)
              .help("samples lie along the first axis of each array"));
    }
    problems.throwIfErrors();
  }

  private static String samples(int rows) {
    return rows == 1 ? "1 sample" : rows + " samples";
  }

  private CompilationFailed failed(ArrayException failure) {
    Problems alone = new Problems();
    Code code = failure.isDamaged() ? Code.DAMAGED_ARRAY : Code.DATA_UNSUPPORTED;
    alone.add(
        Diagnostic.of(code, file.span(), file.shown() + " " + failure.getMessage())
            .help(failure.help()));
    return new CompilationFailed(alone);
  }
}
