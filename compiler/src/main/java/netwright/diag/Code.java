package netwright.diag;

/// Every error and warning has a code that never changes its meaning. The first two digits are the subject:
/// 01 syntax, 02 names, 03 shapes and types, 04 the network's structure, 05 training and optimizers, 06 data,
/// 07 weights and files, 08 the command line. `W` codes are warnings.
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

  // 02: names
  UNKNOWN_NAME("E0201", "a name that nothing defines"),
  UNKNOWN_LAYER("E0202", "a call of something that nothing declares"),
  DUPLICATE_NAME("E0203", "a second definition of a name"),
  USED_BEFORE_DECLARATION("E0204", "a name used before, or inside, its own definition"),
  NOT_A_VALUE("E0205", "a layer where a value is due"),
  NOT_CALLABLE("E0206", "a value where a layer is due"),
  RECURSION("E0207", "a declaration that calls itself, directly or through others"),
  UNKNOWN_ARGUMENT("E0208", "a named argument that the callee does not have"),
  MISSING_ARGUMENT("E0209", "a call without an argument that has no default"),
  TOO_MANY_ARGUMENTS("E0210", "a call with more arguments than the callee has"),
  ARGUMENT_TWICE("E0211", "an argument that is given twice"),
  UNKNOWN_OVERRIDE("E0212", "a --set of something that cannot be set"),
  IMPORT_NOT_FOUND("E0213", "an imported file that does not exist or cannot be read"),
  IMPORT_CYCLE("E0214", "files that import one another in a circle"),

  // 03: shapes and types
  WRONG_SHAPE("E0301", "an argument whose shape the callee does not take"),
  WRONG_KIND("E0302", "one kind of value where another is due, such as a text for a number"),
  NOT_AN_INTEGER("E0303", "a fraction where an integer is due"),
  NOT_COMPILE_TIME("E0304", "a tensor where a number known at compile time is due"),
  CLASS_ARITHMETIC("E0305", "arithmetic on classes"),
  CLASS_EXPECTED("E0306", "real numbers where classes are due"),
  REAL_EXPECTED("E0307", "classes where real numbers are due"),
  BAD_AXIS("E0308", "an axis that a tensor does not have"),
  BAD_SIZE("E0309", "a size below 1, or too large"),
  REQUIREMENT("E0310", "a call that a `require` of the callee refuses"),
  BAD_RESHAPE("E0311", "a reshape to another number of elements"),
  SHAPES_DISAGREE("E0312", "operands whose shapes do not fit each other"),
  RESULT_SHAPE("E0313", "a layer whose result has another shape than it declares"),
  SHARED_SHAPE(
      "E0314", "a shared layer applied to inputs that need parameters of different shapes"),

  // 04: the network
  NO_NETWORK("E0401", "a file without a network"),
  SEVERAL_NETWORKS("E0402", "a file with more than one network"),
  NO_INPUT("E0403", "a network without an input"),
  NO_TARGET("E0404", "a network without a target"),
  NO_OUTPUT("E0405", "a network without an output"),
  NO_LOSS("E0406", "a network without a loss"),
  SEVERAL_LOSSES("E0407", "a network with more than one loss"),
  NOT_SCALAR("E0408", "a loss or metric that is not one number for each sample"),
  SECTION_TWICE("E0409", "a section that a network has twice"),
  NO_RESULT("E0410", "a body that returns nothing, or goes on after its return"),
  MISPLACED("E0411", "something that means nothing in this place"),
  FIT_ON_PARAMETER("E0412", "a state fitted to data that depends on a parameter"),
  INIT_WITHOUT_MATCH("E0413", "an init pattern that no parameter matches"),
  TOO_LARGE("E0414", "a network too large to build: repeats, expansions, parameters"),
  BAD_INITIALIZER("E0415", "an initializer that gives no starting values"),
  OUTPUT_OF_TARGET("E0416", "an output that depends on a target"),
  NOT_SUPPORTED_YET("E0499", "a part of the language that this version does not build"),

  // 05: training
  NO_TRAIN("E0501", "a network without a train section"),
  NO_OPTIMIZER("E0502", "a train section without an optimizer"),
  UNKNOWN_SETTING("E0503", "an unknown setting of a section"),
  BAD_SETTING("E0504", "a setting with a value that it cannot have"),
  NOT_AN_OPTIMIZER("E0505", "something else where an optimizer is due"),
  BAD_OPTIMIZER("E0506", "an optimizer that does not update its parameter"),

  // 06: data
  NO_DATA("E0601", "a network without a data section"),
  NO_COLUMNS("E0602", "an input or target that the data section does not mention"),
  COLUMN_COUNT("E0603", "more or fewer columns than the shape has elements"),
  BAD_ROW("E0604", "a verify row that does not fit the network"),
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
  DAMAGED_ARRAY("E0622", "an npy, npz or IDX file that is damaged, or not what it says it is"),
  ARRAY_SHAPE("E0623", "an array whose samples do not have the shape of the input or target"),
  ROWS_DISAGREE("E0624", "files or arrays with different numbers of samples"),

  // 07: weights and files
  SOURCE_UNREADABLE("E0701", "a .net file that does not exist or cannot be read"),
  WEIGHTS_UNREADABLE("E0702", "a file of weights that does not exist or is damaged"),
  WEIGHTS_OF_ANOTHER("E0703", "weights that do not fit the network"),
  NOT_WRITABLE("E0704", "a file that cannot be written"),
  OUT_OF_MEMORY("E0705", "more memory needed than the virtual machine has"),
  NO_JAVA_COMPILER("E0706", "a Java compiler needed that the virtual machine does not have"),
  CHECKPOINT_UNREADABLE("E0707", "a checkpoint that is damaged, or a file that is none"),
  CHECKPOINT_OF_ANOTHER("E0708", "a checkpoint of another training"),

  // 08: the command line
  USAGE("E0801", "a command line that netc does not understand"),

  // warnings
  UNUSED_BINDING("W0201", "a binding that nothing uses"),
  SOFTMAX_TWICE("W0401", "cross_entropy over a softmax: it contains one already"),
  LINEAR_TWICE("W0402", "two linear layers with nothing between them"),
  UNUSED_INPUT("W0403", "an input or target that the loss does not depend on"),
  UNUSED_PARAMETER("W0404", "a parameter that the loss does not depend on"),
  EQUAL_START("W0405", "hidden weights that all start equal, so that symmetry is never broken"),
  NO_GRADIENT("W0406", "a parameter that a function without a derivative cuts off from the loss"),
  SIGMOID_TWICE("W0407", "binary_cross_entropy over a sigmoid: it contains one already"),
  NOT_A_LOGARITHM("W0408", "nll of probabilities: it expects their logarithms"),
  GAIN_MISFIT(
      "W0409", "a start whose gain is that of another activation than the one that follows"),
  CHANNELS_FIRST("W0410", "an image whose first axis seems to be its channels"),
  NO_LEARNING("W0501", "a learning rate of 0"),
  DIVERGED("W0502", "a training whose loss became no finite number"),
  STOP_WITHOUT_VALIDATION("W0503", "early stopping without rows that are not trained on"),
  NO_CHECKPOINT("W0504", "a training that is to go on, but has no checkpoint"),
  CHECKPOINT_REPLACED("W0505", "a checkpoint of an earlier training that this one will replace"),
  CHECKPOINT_FAILED("W0506", "a checkpoint that could not be written"),
  OUT_OF_DOMAIN("W0601", "values of a target that its loss is not made for");

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
