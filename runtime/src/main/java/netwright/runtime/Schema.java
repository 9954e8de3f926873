package netwright.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// What is known of a compiled network beside its weights.
///
/// @param network its name
/// @param packageName the package of its classes; empty if there is none
/// @param doc what its source says of it, in Markdown; empty if nothing
/// @param languageVersion the version of the language that the source is in
/// @param compilerVersion the version of the compiler that read it
/// @param sourceHash SHA-256 of the source, in hexadecimal
/// @param precision what its numbers are
/// @param hypers the hyper-parameters, as they were set
/// @param inputs in the order of the source, as are targets and outputs
/// @param variables what the weights are
/// @param persistentSize elements of their array, copies included
/// @param program the memory that predicting needs, and where inputs and outputs are in it
/// @param examples the rows of `verify`
public record Schema(
    String network,
    String packageName,
    String doc,
    String languageVersion,
    String compilerVersion,
    String sourceHash,
    Precision precision,
    List<Hyper> hypers,
    List<Field> inputs,
    List<Field> targets,
    List<Field> outputs,
    List<Variable> variables,
    int persistentSize,
    ProgramSpec program,
    List<Example> examples) {

  /// The version of the text that [#read] understands.
  public static final int FORMAT = 2;

  public Schema {
    hypers = List.copyOf(hypers);
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    outputs = List.copyOf(outputs);
    variables = List.copyOf(variables);
    examples = List.copyOf(examples);
  }

  /// A hyper-parameter and its value.
  public record Hyper(String name, String value, String doc) {}

  /// An input, a target or an output.
  ///
  /// @param doc what the source says of it, in Markdown; empty if nothing
  /// @param classes how many classes there are; 0 if it is numbers
  /// @param labelsOf the input or target whose labels in the weights name the classes; empty if there is none
  /// @param labels the names of the classes, if the source has them; else empty
  /// @param columns of an input: those of a table that it is read from; each a name, [#NUMBER] and a number from 0, or two such
  ///     with [#TO] between them, for all from one to the other; empty if it is no table
  /// @param shape the axes of one sample; empty for a single value
  public record Field(
      String name,
      String doc,
      int classes,
      String labelsOf,
      List<String> labels,
      List<String> columns,
      List<Integer> shape) {

    /// What the number of a column begins with.
    public static final String NUMBER = "#";

    /// What is between the first column and the last.
    public static final String TO = " .. ";

    public Field {
      labels = List.copyOf(labels);
      columns = List.copyOf(columns);
      shape = List.copyOf(shape);
    }

    /// The elements of one sample.
    public int size() {
      int product = 1;
      for (int size : shape) {
        product *= size;
      }
      return product;
    }

    /// Whether the elements are classes, numbered from 0.
    public boolean isClass() {
      return classes > 0;
    }
  }

  /// A row of `verify`: what the trained network should say of a sample.
  ///
  /// @param line where it is in the source
  public record Example(int line, List<Value> given, List<Value> expected) {
    public Example {
      given = List.copyOf(given);
      expected = List.copyOf(expected);
    }
  }

  /// The value of an input or an output.
  ///
  /// @param label the name of a class; empty if there are numbers
  /// @param within how far an output may be away
  /// @param numbers the elements, row-major
  public record Value(String name, String label, double within, List<Double> numbers) {
    public Value {
      numbers = List.copyOf(numbers);
    }
  }

  /// Reads what the compiler wrote beside a class.
  ///
  /// @param source what messages call it
  /// @param stream its bytes, closed afterwards; null if there is no such resource
  /// @throws IOException if it cannot be read, or is of another version
  public static Schema read(String source, InputStream stream) throws IOException {
    return new Reader(ResourceText.read(source, stream)).schema();
  }

  /// The line that is read, and what was read before.
  private static final class Reader {
    private final ResourceText text;
    private final List<Hyper> hypers = new ArrayList<>();
    private final List<Field> inputs = new ArrayList<>();
    private final List<Field> targets = new ArrayList<>();
    private final List<Field> outputs = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();

    Reader(ResourceText text) {
      this.text = text;
    }

    Schema schema() throws IOException {
      expect("schema");
      if (text.integer() != FORMAT) {
        throw text.error("it is for another version of the runtime; compile the network again");
      }
      expect("network");
      String network = text.word();
      String packageName = text.word();
      String language = text.word();
      String compiler = text.word();
      String hash = text.word();
      Precision precision = Precision.valueOf(text.word());
      int size = text.integer();
      String doc = text.word();
      expect("program");
      ProgramSpec program = text.spec();
      while (text.nextLine()) {
        line(text.word());
      }
      return new Schema(
          network,
          packageName,
          doc,
          language,
          compiler,
          hash,
          precision,
          hypers,
          inputs,
          targets,
          outputs,
          variables,
          size,
          program,
          examples);
    }

    private void expect(String kind) throws IOException {
      if (!text.nextLine() || !text.word().equals(kind)) {
        throw text.error("expected the line " + kind);
      }
    }

    private void line(String kind) throws IOException {
      switch (kind) {
        case "hyper" -> hypers.add(new Hyper(text.word(), text.word(), text.word()));
        case "input" -> inputs.add(field());
        case "target" -> targets.add(field());
        case "output" -> outputs.add(field());
        case "variable" -> variables.add(text.variable());
        case "example" -> examples.add(new Example(text.integer(), values(), values()));
        default -> throw text.error("there is no line " + kind);
      }
    }

    private Field field() throws IOException {
      return new Field(
          text.word(),
          text.word(),
          text.integer(),
          text.word(),
          text.words(text.integer()),
          text.words(text.integer()),
          text.integers());
    }

    private List<Value> values() throws IOException {
      List<Value> values = new ArrayList<>();
      for (int left = text.integer(); left > 0; left--) {
        String name = text.word();
        String label = text.word();
        double within = text.number();
        List<Double> numbers = new ArrayList<>();
        for (int more = text.integer(); more > 0; more--) {
          numbers.add(text.number());
        }
        values.add(new Value(name, label, within, numbers));
      }
      return values;
    }
  }
}
