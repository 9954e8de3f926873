package netwright.data;

/// Reads records, all as wide as the first: the columns that are asked for as numbers or as texts, and no others.
final class PlainRecord {
  private static final byte UNUSED = 0;
  private static final byte NUMBER = 1;
  private static final byte TEXT = 2;

  private final CellScanner scanner;
  private final byte[] uses;
  private final float[] numbers;
  private final String[] texts;

  PlainRecord(CellScanner scanner, int width) {
    this.scanner = scanner;
    this.uses = new byte[width];
    this.numbers = new float[width];
    this.texts = new String[width];
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
    for (int column = 0; column < uses.length; column++) {
      if (column > 0 && !scanner.separator()) {
        throw new NotPlain();
      }
      switch (uses[column]) {
        case NUMBER -> numbers[column] = scanner.number();
        case TEXT -> {
          scanner.skip();
          texts[column] = scanner.text();
        }
        default -> scanner.skip();
      }
    }
    if (!scanner.endLine()) {
      throw new NotPlain();
    }
  }
}
