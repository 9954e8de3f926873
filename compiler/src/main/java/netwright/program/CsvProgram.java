package netwright.program;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.Precision;
import netwright.runtime.Predictor;
import netwright.runtime.Schema;
import netwright.runtime.io.JsonLists;

/// What the `main` of a compiled network does: for each row of CSV on the standard input it writes a row of outputs on the
/// standard output.
///
/// Columns are found by the names that the `data` section has for the inputs; others may be among them. Without a header,
/// the columns are the inputs in their order.
public final class CsvProgram {
  private static final int MISUSED = 2;
  private static final int BATCH = 256;

  private final Predictor predictor;
  private final Schema schema;
  private final CsvReader reader;
  private final OutputStream to;
  private final StringBuilder text = new StringBuilder();
  private final List<CsvInput> inputs = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();

  private CsvProgram(Predictor predictor, CsvReader reader, OutputStream to) throws IOException {
    this.predictor = predictor;
    this.schema = predictor.description();
    this.reader = reader;
    this.to = to;
    Map<String, List<String>> learned = lists("netwright.labels");
    Map<String, List<String>> means = lists("netwright.means");
    for (Schema.Field field : schema.inputs()) {
      String name = field.name();
      List<String> own = means.getOrDefault(name, List.of());
      inputs.add(new CsvInput(field, schema.precision(), predictor.labels(name), learned, own));
      values.add(new double[BATCH * field.size()]);
    }
  }

  private Map<String, List<String>> lists(String key) throws IOException {
    String json = predictor.metadata().get(key);
    return json == null ? Map.of() : JsonLists.read(key, json);
  }

  /// The weights that are named on the command line; null if none are.
  ///
  /// @throws IllegalArgumentException if there is something else
  public static Path weights(String[] arguments) {
    if (arguments.length > 1 || arguments.length == 1 && arguments[0].startsWith("-")) {
      throw new IllegalArgumentException(
          "usage: java -jar JAR [WEIGHTS.safetensors] < rows.csv > predictions.csv");
    }
    return arguments.length == 0 ? null : Path.of(arguments[0]);
  }

  /// Predicts the rows on the standard input.
  ///
  /// @throws IOException if something is wrong with them, with its line, or if reading or writing fails
  public static void run(Predictor predictor) throws IOException {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      run(predictor, in, out);
    }
  }

  /// Predicts the rows of `in`, and writes the outputs to `out`.
  ///
  /// @throws IOException if something is wrong with the rows, with its line, or if reading or writing fails
  public static void run(Predictor predictor, InputStream in, OutputStream out) throws IOException {
    new CsvProgram(predictor, new CsvReader(in), out).predict();
  }

  /// Ends the program, after what is wrong with its input has been said.
  public static void fail(Exception wrong) {
    System.err.println(wrong.getMessage());
    System.exit(MISUSED);
  }

  private void predict() throws IOException {
    List<String> record = reader.next();
    if (record == null) {
      throw new IOException("there are no rows");
    }
    writeHeader();
    int rows = 0;
    for (record = isHeader(record) ? reader.next() : record;
        record != null;
        record = reader.next()) {
      for (int i = 0; i < inputs.size(); i++) {
        int size = schema.inputs().get(i).size();
        inputs.get(i).read(reader, record, values.get(i), rows * size);
      }
      rows++;
      if (rows == BATCH || !reader.isReady()) {
        predict(rows);
        rows = 0;
      }
    }
    predict(rows);
  }

  /// Whether the first record names the columns rather than being a sample. Inputs then know theirs.
  private boolean isHeader(List<String> record) throws IOException {
    boolean sample = false;
    for (String cell : record) {
      sample |= CsvCells.isDecimal(cell);
    }
    boolean named = false;
    int width = 0;
    String absent = null;
    for (CsvInput input : inputs) {
      String lacking = input.locate(record);
      absent = absent == null ? lacking : absent;
      named |= input.isNamed();
      sample |= input.knows(record);
      width += input.width();
    }
    if (absent == null) {
      return named || !sample;
    }
    if (named && !sample) {
      throw reader.error(
          " has no column " + absent + "; its columns are " + String.join(", ", record));
    }
    if (width != record.size()) {
      throw reader.error(
          " has " + record.size() + " cells; without a header there must be " + width);
    }
    int first = 0;
    for (CsvInput input : inputs) {
      input.takeInOrder(first);
      first += input.width();
    }
    return !sample;
  }

  private void predict(int rows) throws IOException {
    Map<String, double[]> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Schema.Field field = schema.inputs().get(i);
      given.put(field.name(), Arrays.copyOf(values.get(i), rows * field.size()));
    }
    Map<String, double[]> said = predictor.predictDoubles(rows, given);
    for (int row = 0; row < rows; row++) {
      String separator = "";
      for (Schema.Field output : schema.outputs()) {
        double[] all = said.get(output.name());
        List<String> labels = predictor.labels(output.name());
        for (int i = row * output.size(); i < (row + 1) * output.size(); i++) {
          text.append(separator);
          write(output, labels, all[i]);
          separator = ",";
        }
      }
      text.append('\n');
    }
    to.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  private void write(Schema.Field output, List<String> labels, double value) {
    if (!output.isClass()) {
      text.append(
          schema.precision() == Precision.F32
              ? Float.toString((float) value)
              : Double.toString(value));
    } else if (value < labels.size()) {
      quote(labels.get((int) value));
    } else {
      text.append((int) value);
    }
  }

  /// Appends a text, in quotes if it needs them.
  private void quote(String label) {
    boolean plain = label.indexOf(',') < 0 && label.indexOf('"') < 0;
    if (plain && label.indexOf('\n') < 0 && label.indexOf('\r') < 0) {
      text.append(label);
    } else {
      text.append('"').append(label.replace("\"", "\"\"")).append('"');
    }
  }

  private void writeHeader() {
    String separator = "";
    for (Schema.Field output : schema.outputs()) {
      for (int i = 0; i < output.size(); i++) {
        text.append(separator).append(output.name());
        if (output.size() > 1) {
          text.append('_').append(i);
        }
        separator = ",";
      }
    }
    text.append('\n');
  }
}
