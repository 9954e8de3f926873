package netwright.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;

/// Reads CSV files that have nothing wrong and nothing odd, as almost all do: in one pass over the bytes, with no text in
/// memory. What it reads is what [CsvTable] would read.
///
/// Odd are: an error of any kind, quotes or line ends inside quotes, a line of spaces, a line that is very long.
final class PlainTable {
  private static final int WIDEST = 1 << 14;
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final DataFile file;
  private final List<Field> fields;
  private final Missing missing;
  private final Room room;
  private final LineBlocks blocks;
  private final CellScanner scanner;
  private final List<Collector> collectors = new ArrayList<>();

  private PlainTable(
      DataFile file, List<Field> fields, Missing missing, Room room, LineBlocks blocks)
      throws NotPlain {
    this.file = file;
    this.fields = fields;
    this.missing = missing;
    this.room = room;
    this.blocks = blocks;
    if (startsWith(ZIP)) {
      throw new NotPlain();
    }
    int start = startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    this.scanner = new CellScanner(blocks.bytes(), separator(start), missing != Missing.ERROR);
    scanner.move(start);
  }

  /// The samples in `file`; nothing if it is not plain.
  ///
  /// @param askedByName whether columns are asked for by name, so that there must be a header
  /// @throws CompilationFailed if it is not plain, and too large for any other reader
  static Optional<Samples> read(
      DataFile file, List<Field> fields, Missing missing, Room room, boolean askedByName) {
    if (!Files.isRegularFile(file.path())) {
      return Optional.empty();
    }
    try (LineBlocks blocks = new LineBlocks(file.path())) {
      return blocks.next()
          ? Optional.of(
              new PlainTable(file, fields, missing, room, blocks).samplesOrPlace(askedByName))
          : Optional.empty();
    } catch (IOException | NotPlain _) {
      return Optional.empty();
    }
  }

  private Samples samplesOrPlace(boolean askedByName) throws IOException, NotPlain {
    try {
      return samples(askedByName);
    } catch (NotPlain odd) {
      if (Files.size(file.path()) > CsvText.LARGEST) {
        int at = blocks.end() == 0 ? 0 : scanner.at(); // 0 if the next block could not be read
        throw odd(1 + LineCount.before(blocks.start() + at, file.path()));
      }
      throw odd;
    }
  }

  private CompilationFailed odd(long line) {
    Problems problems = new Problems();
    String text = "line " + line + " of " + file.shown() + " cannot be read";
    problems.add(
        Diagnostic.of(Code.DATA_UNSUPPORTED, file.span(), text)
            .help(
                "in a file larger than 1 GiB columns are numbers or classes, and no line ends in quotes; "
                    + "what is wrong with a cell is told of smaller files"));
    return new CompilationFailed(problems);
  }

  private boolean startsWith(byte... prefix) {
    byte[] bytes = blocks.bytes();
    for (int i = 0; i < prefix.length; i++) {
      if (i >= blocks.end() || bytes[i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private char separator(int start) throws NotPlain {
    String first =
        new String(blocks.bytes(), start, blocks.end() - start, StandardCharsets.ISO_8859_1);
    if (!blocks.isLast() && !Separator.suffices(first)) {
      throw new NotPlain();
    }
    return Separator.detect(first);
  }

  private Samples samples(boolean askedByName) throws IOException, NotPlain {
    PlainRecord record = start(askedByName);
    int rows = block(record);
    if (!blocks.isLast()) {
      long expected = rows + LineCount.after(blocks.end(), file.path());
      collectors.forEach(collector -> collector.expect(expected));
    }
    while (blocks.next()) {
      scanner.move(0);
      rows += block(record);
    }
    if (rows <= 0) {
      throw new NotPlain();
    }
    return samples(rows);
  }

  /// Reads the header and finds the columns.
  private PlainRecord start(boolean askedByName) throws NotPlain {
    int first = firstRecord();
    List<String> cells = cells();
    CsvHeader header = CsvHeader.of(file.shown(), cells, askedByName);
    if (header.looksLikeSample() || header.width() > WIDEST) {
      throw new NotPlain();
    }
    if (!header.isPresent()) {
      scanner.move(first);
    }
    PlainRecord record = new PlainRecord(scanner, header.width());
    Columns columns = new Columns(header, new Problems());
    for (Field field : fields) {
      int[] found = columns.of(field).orElseThrow(NotPlain::new);
      if (found.length < field.size()) {
        throw new NotPlain();
      }
      Collector collector = Collector.of(numbers(field), takesAll(field), room, found);
      record.use(collector instanceof Collector.Numbers, found);
      collectors.add(collector);
    }
    return record;
  }

  /// The field, of whose columns none is text.
  private static Field numbers(Field field) {
    return field.categories().isPresent() ? field : field.withCategories(Optional.of(Map.of()));
  }

  /// Whether whatever the scanner makes of a cell is a value of `field`.
  private boolean takesAll(Field field) {
    return missing == Missing.ERROR || field.mayLack(missing);
  }

  private int firstRecord() throws NotPlain {
    while (scanner.endLine()) {
      if (scanner.at() == blocks.end()) {
        throw new NotPlain();
      }
    }
    return scanner.at();
  }

  private List<String> cells() throws NotPlain {
    List<String> cells = new ArrayList<>();
    do {
      scanner.skip();
      cells.add(scanner.text());
    } while (scanner.separator());
    if (cells.stream().allMatch(String::isEmpty) || !scanner.endLine()) {
      throw new NotPlain();
    }
    return cells;
  }

  private int block(PlainRecord record) throws NotPlain {
    int rows = 0;
    int end = blocks.end();
    while (scanner.at() < end) {
      if (!scanner.endLine()) {
        record.read();
        for (Collector collector : collectors) {
          collector.add(record);
        }
        rows++;
      }
    }
    return rows;
  }

  private Samples samples(int rows) throws NotPlain {
    Map<String, Kept> values = new LinkedHashMap<>();
    List<Field> known = new ArrayList<>();
    for (Collector collector : collectors) {
      known.add(collector.field());
      values.put(collector.field().name(), collector.values());
    }
    return new Samples(Kept.dataSet(rows, values), known, blocks.hash());
  }
}
