package netwright.data;

/// Reads records, all as wide as the first: the columns that are asked for as numbers or as texts, and no others.
final class PlainRecord {
  private static final byte UNUSED = 0;
  private static final byte NUMBER = 1;
  private static final byte UNUSUAL = 2;
  private static final byte TEXT = 3;

  /// By how many those that [CellScanner#usual] does not read must outnumber the others for a column's numbers to be
  /// [#UNUSUAL].
  private static final int PATIENCE = 8;

  private final CellScanner scanner;
  private final byte[] uses;
  private final int[] ends;
  private final int[] unusual;
  private final float[] numbers;
  private final String[] texts;
  private int records;

  PlainRecord(CellScanner scanner, int width) {
    this.scanner = scanner;
    this.uses = new byte[width];
    this.ends = new int[width + 1];
    this.unusual = new int[width];
    this.numbers = new float[width];
    this.texts = new String[width];
    findEnds();
  }

  /// Asks for `columns`.
  ///
  /// @throws NotPlain if one is asked for as a number and as a text
  void use(boolean asNumbers, int... columns) throws NotPlain {
    byte use = asNumbers ? NUMBER : TEXT;
    for (int column : columns) {
      if (uses[column] != UNUSED && uses[column] != use) {
        throw new NotPlain();
      }
      uses[column] = use;
    }
    findEnds();
  }

  /// Finds for each column where the numbers that begin there end: at the first column with something else.
  private void findEnds() {
    ends[uses.length] = uses.length;
    for (int column = uses.length - 1; column >= 0; column--) {
      ends[column] = uses[column] == NUMBER ? ends[column + 1] : column;
    }
  }

  /// The numbers of the record, by column.
  float[] numbers() {
    return numbers;
  }

  /// The text in a column, without spaces around it.
  String text(int column) {
    return texts[column];
  }

  /// Reads the next record, which is no empty line.
  void read() throws NotPlain {
    records++;
    int column = 0;
    while ((column = scanner.usual(numbers, column, ends[column])) < uses.length) {
      cell(column++);
    }
    if (!scanner.endLine()) {
      throw new NotPlain();
    }
  }

  private void cell(int column) throws NotPlain {
    if (column > 0 && !scanner.separator()) {
      throw new NotPlain();
    }
    switch (uses[column]) {
      case NUMBER -> {
        numbers[column] = scanner.number();
        countUnusual(column);
      }
      case UNUSUAL -> numbers[column] = scanner.number();
      case TEXT -> {
        scanner.skip();
        texts[column] = scanner.text();
      }
      default -> scanner.skip();
    }
  }

  /// Counts a number that was not usual. If most of its column are not, the usual ones before it end there.
  private void countUnusual(int column) {
    if (2 * ++unusual[column] > records + PATIENCE) {
      uses[column] = UNUSUAL;
      for (int before = column; before >= 0 && ends[before] > column; before--) {
        ends[before] = column;
      }
    }
  }
}
