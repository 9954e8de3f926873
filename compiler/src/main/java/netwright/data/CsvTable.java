package netwright.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.Iterator;
import java.util.function.Consumer;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;

/// The records of a CSV file, all as wide as the first one.
final class CsvTable {
  private final DataFile file;
  private final CsvText text;
  private final CsvPlaces places;
  private final CsvHeader header;

  private CsvTable(DataFile file, CsvText text, boolean askedByName) {
    this.file = file;
    this.text = text;
    this.places = new CsvPlaces(text.source(), Separator.detect(text.source().text()));
    this.header = header(askedByName);
  }

  /// The table in `file`.
  ///
  /// @param askedByName whether columns will be asked for by name, so that there must be a header
  /// @throws CompilationFailed if the file cannot be read, has no rows, or a quote in it is not closed
  static CsvTable open(DataFile file, boolean askedByName) {
    return new CsvTable(file, CsvText.read(file), askedByName);
  }

  CsvHeader header() {
    return header;
  }

  CsvPlaces places() {
    return places;
  }

  /// SHA-256 of the file.
  String hash() {
    return text.hash();
  }

  /// Shows every sample to `reader`, in order. Records of another width are left out; the first is a problem.
  ///
  /// @return how many were shown
  /// @throws CompilationFailed if there is none
  int forEach(Problems problems, Consumer<CsvRecord> reader) {
    Ragged ragged = new Ragged();
    int rows = 0;
    Iterator<CsvRecord> records = records();
    if (header.isPresent()) {
      firstRecord(records);
    }
    while (next(records)) {
      CsvRecord record = records.next();
      if (record.getFieldCount() == header.width()) {
        reader.accept(record);
        rows++;
      } else if (!isBlank(record)) {
        ragged.add(record);
      }
    }
    ragged.report(problems);
    if (rows == 0 && !problems.hasErrors()) {
      throw failed(
          Diagnostic.of(Code.NO_ROWS, file.span(), file.shown() + " has a header but no rows"));
    }
    return rows;
  }

  private CsvHeader header(boolean askedByName) {
    return CsvHeader.of(file.shown(), firstRecord(records()).getFields(), askedByName);
  }

  /// The first of `records` that is more than spaces; it and what is before it are taken.
  private CsvRecord firstRecord(Iterator<CsvRecord> records) {
    while (next(records)) {
      CsvRecord record = records.next();
      if (!isBlank(record)) {
        return record;
      }
    }
    throw failed(Diagnostic.of(Code.NO_ROWS, file.span(), file.shown() + " is empty"));
  }

  private static boolean isBlank(CsvRecord record) {
    return record.getFieldCount() == 1 && record.getField(0).isBlank();
  }

  private Iterator<CsvRecord> records() {
    return CsvReader.builder()
        .fieldSeparator(places.separator())
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text.source().text())
        .iterator();
  }

  private boolean next(Iterator<CsvRecord> records) {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw failed(
          Diagnostic.of(Code.BAD_QUOTE, places.badQuote(), "a quote that does not fit")
              .label("opened here")
              .help(
                  "a cell in quotes ends with its closing quote; a quote inside is doubled: \"5\"\" pipe\""));
    }
  }

  private static CompilationFailed failed(Diagnostic diagnostic) {
    Problems problems = new Problems();
    problems.add(diagnostic);
    return new CompilationFailed(problems);
  }

  /// Records of the wrong width.
  private final class Ragged {
    private CsvRecord first;
    private int count;

    void add(CsvRecord record) {
      first = first == null ? record : first;
      count++;
    }

    void report(Problems problems) {
      if (count == 0) {
        return;
      }
      int line = (int) first.getStartingLineNumber();
      int cells = first.getFieldCount();
      String text =
          "this row has "
              + cells
              + (cells == 1 ? " cell" : " cells")
              + ", the first row has "
              + header.width();
      Diagnostic diagnostic = Diagnostic.of(Code.RAGGED_ROW, places.line(line), text);
      problems.add(count == 1 ? diagnostic : diagnostic.note(more(count - 1)));
    }

    private static String more(int count) {
      return count == 1
          ? "one more row has another width"
          : count + " more rows have another width";
    }
  }
}
