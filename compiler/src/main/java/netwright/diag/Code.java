package netwright.diag;

/// Every error and warning has a code that never changes its meaning. The first two digits are the subject:
/// 01 syntax, 02 names, 03 shapes and types, 04 the network's structure, 05 training and optimizers, 06 data,
/// 07 weights and files. `W` codes are warnings.
public enum Code {
  // 01: syntax
  UNEXPECTED_CHARACTER("E0101", "a character that no part of the language starts with"),
  UNCLOSED_STRING("E0102", "a string whose closing quote is missing on its line"),
  UNCLOSED_COMMENT("E0103", "a block comment that is never closed"),
  UNCLOSED_BRACKET("E0104", "a bracket that is never closed, or closed by one of another kind"),
  STRAY_BRACKET("E0105", "a closing bracket that nothing opened"),
  NESTED_TOO_DEEP("E0106", "brackets or exponents inside each other, more than 256 of them"),
  MALFORMED_NUMBER("E0107", "a number written as .5, 1. or 2x, or one too large for f64"),
  UNKNOWN_OPERATOR("E0108", "an operator of another language, such as **"),
  UNEXPECTED_TOKEN("E0109", "a word or sign that does not fit here"),
  UNFINISHED("E0110", "a statement that ends before it is complete"),
  ARROW_BINDS_WEAKEST("E0111", "an operator after a stage of an arrow"),
  NOT_A_LAYER("E0112", "a stage of an arrow, or the body of a repeat, that is not a layer"),
  MALFORMED_ESCAPE("E0113", "an unknown escape sequence in a string"),
  MALFORMED_TYPE("E0114", "a class type with neither a count nor labels"),
  MALFORMED_NAME("E0115", "something other than a name where only a name can stand"),
  POSITIONAL_AFTER_NAMED("E0116", "a positional argument after a named one"),
  SOURCE_TOO_LARGE("E0117", "a source of more than 4 MB, or of more than 200,000 words and signs"),
  NAME_NOT_FOR_JAVA("E0118", "a name that the generated Java class could not bear"),

  // 06: data
  COLUMN_COUNT("E0603", "more or fewer columns than the shape has elements"),
  DATA_UNREADABLE("E0611", "a data file that does not exist or cannot be read"),
  DATA_NOT_TEXT("E0612", "a data file that is not text in UTF-8"),
  NO_ROWS("E0613", "data without rows, or none left to train on"),
  RAGGED_ROW("E0614", "a row with more or fewer cells than the first one"),
  BAD_QUOTE("E0615", "a cell whose quote is never closed, or closed too early"),
  NO_HEADER("E0616", "columns asked for by name in a file whose first line is a sample"),
  UNKNOWN_COLUMN("E0617", "a column that the file does not have"),
  DUPLICATE_COLUMN("E0618", "a name that several columns have"),
  NOT_A_NUMBER("E0619", "a cell that is not a number, or too large for f32"),
  NOT_A_CLASS("E0620", "a cell that is not one of the classes"),
  DATA_UNSUPPORTED("E0621", "data in a form that this version cannot read"),

  // 07: weights and files
  SOURCE_UNREADABLE("E0701", "a .net file that does not exist or cannot be read"),
  WEIGHTS_UNREADABLE("E0702", "a file of weights that does not exist or is damaged"),
  WEIGHTS_OF_ANOTHER("E0703", "weights that do not fit the network"),
  NOT_WRITABLE("E0704", "a file that cannot be written"),

  // 08: the command line
  USAGE("E0801", "a command line that netc does not understand");

  private final String id;
  private final String description;

  Code(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /// `E0101`
  public String id() {
    return id;
  }

  /// What the code means, in one line.
  public String description() {
    return description;
  }

  public Severity severity() {
    return id.charAt(0) == 'E' ? Severity.ERROR : Severity.WARNING;
  }
}
