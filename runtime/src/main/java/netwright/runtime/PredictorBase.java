package netwright.runtime;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.io.JsonLists;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;

/// What predictors of both precisions have in common.
///
/// The weights never change, but others can take their place: each call works with those that it finds when it begins, to its
/// end, in a memory of its own. The protected methods are for the classes that the compiler writes. There, inputs and outputs
/// go by their number in the source, `from` is the first sample of a piece, and `rows` how many there are.
///
/// @param <A> the arrays that inputs and outputs are
abstract class PredictorBase<A> implements Predictor {
  private static final String LABELS = "netwright.labels";
  private static boolean hinted;

  private final Program program;
  private final Schema schema;
  private final Port[] inputs;
  private final Port[] outputs;
  private final int[] classCounts;
  private final int capacity;
  private volatile Version version;

  /// @param source what messages call the weights
  /// @throws MalformedFileException if `weights` are not those of this network
  PredictorBase(Program program, Schema schema, String source, TensorFile weights)
      throws MalformedFileException {
    hint();
    this.program = program;
    this.schema = schema;
    this.inputs = schema.program().inputs().toArray(new Port[0]);
    this.outputs = schema.program().outputs().toArray(new Port[0]);
    this.classCounts = new int[inputs.length];
    for (int i = 0; i < classCounts.length; i++) {
      classCounts[i] = schema.inputs().get(i).classes();
    }
    this.capacity = schema.program().capacity();
    this.version = version(source, weights, 0);
  }

  @Override
  public final String name() {
    return schema.network();
  }

  @Override
  public final Precision precision() {
    return schema.precision();
  }

  @Override
  public final Schema description() {
    return schema;
  }

  @Override
  public final List<Port> inputs() {
    return schema.program().inputs();
  }

  @Override
  public final List<Port> outputs() {
    return schema.program().outputs();
  }

  @Override
  public final Map<String, String> metadata() {
    return version.metadata;
  }

  @Override
  public final List<String> labels(String name) {
    return labels(version, name);
  }

  @Override
  public final TensorFile weights() {
    Version now = version;
    return Weights.toFile(schema.variables(), now.weights, now.metadata);
  }

  @Override
  public final void swapWeights(Path file) throws IOException {
    version = version(file.toString(), Safetensors.read(file), version.memories());
  }

  @Override
  public final void swapWeights(TensorFile weights) throws MalformedFileException {
    version = version("the weights", weights, version.memories());
  }

  @Override
  public final List<Check> selfTest() {
    return new SelfTest(this).run();
  }

  private Version version(String source, TensorFile file, int memories)
      throws MalformedFileException {
    Persistent weights = Persistent.of(schema.precision(), schema.persistentSize());
    Weights.fromFile(source, file, schema.variables(), weights);
    schema.program().prepare(weights, Flavour.fastest());
    String labels = file.metadata().get(LABELS);
    Map<String, List<String>> lists =
        labels == null ? Map.of() : JsonLists.read(source + ", " + LABELS, labels);
    return new Version(weights, file.metadata(), lists, schema.program(), memories);
  }

  private List<String> labels(Version of, String name) {
    Schema.Field field = field(name);
    List<String> learned = of.labels.get(field.labelsOf());
    return !field.labels().isEmpty() || learned == null ? field.labels() : learned;
  }

  private Schema.Field field(String name) {
    for (List<Schema.Field> fields : List.of(schema.inputs(), schema.targets(), schema.outputs())) {
      for (Schema.Field field : fields) {
        if (field.name().equals(name)) {
          return field;
        }
      }
    }
    throw new IllegalArgumentException(name() + " has no input, target or output " + name);
  }

  /// Says once why scalar code runs, and what to do about it. Not through a `System.Logger`, whose start takes the JVM longer than
  /// all the rest up to the first prediction.
  private static synchronized void hint() {
    String reason = Flavour.reasonForScalar();
    if (!hinted && !reason.isEmpty() && !Boolean.getBoolean("netwright.quiet")) {
      System.err.println("netwright: scalar code is used: " + reason);
    }
    hinted = true;
  }

  /// An array of so many numbers.
  abstract A array(int length);

  abstract int length(A array);

  /// Where an input is.
  final Port in(int input) {
    return inputs[input];
  }

  /// Where an output is.
  final Port out(int output) {
    return outputs[output];
  }

  abstract void give(Call call, int input, A values, int from, int rows);

  abstract void take(Call call, int output, A to, int from, int rows);

  /// The outputs by name for inputs by name.
  final Map<String, A> byName(int rows, Map<String, A> named) {
    for (int i = 0; i < inputs.length; i++) {
      A values = named.get(inputs[i].name());
      if (values == null) {
        throw wrong(inputs[i], "none", rows);
      }
      checkInput(i, length(values), rows);
    }
    Map<String, A> results = new LinkedHashMap<>();
    for (Port output : outputs) {
      results.put(output.name(), array(Math.multiplyExact(rows, output.size())));
    }
    Call call = begin();
    try {
      for (int from = 0; from < rows; from += capacity) {
        int count = piece(from, rows);
        for (int i = 0; i < inputs.length; i++) {
          give(call, i, named.get(inputs[i].name()), from, count);
        }
        run(call, count);
        for (int i = 0; i < outputs.length; i++) {
          take(call, i, results.get(outputs[i].name()), from, count);
        }
      }
    } finally {
      end(call);
    }
    return results;
  }

  /// How many samples `length` numbers of an input are.
  ///
  /// @throws IllegalArgumentException if they are no whole samples
  protected final int rows(int input, long length) {
    int size = inputs[input].size();
    if (length == size) {
      return 1; // without a division, which takes as long as a small prediction's first layer
    }
    long rows = length / size;
    if (rows * size != length || rows != (int) rows) {
      throw new IllegalArgumentException(
          name()
              + ": "
              + inputs[input].name()
              + " takes "
              + size
              + " numbers for each sample; "
              + length
              + " are no whole number of samples");
    }
    return (int) rows;
  }

  /// @throws IllegalArgumentException if so many samples of an input have not that length
  protected final void checkInput(int input, long length, int rows) {
    check(inputs[input], length, rows);
  }

  /// @throws IllegalArgumentException if so many samples of an output have not that length
  protected final void checkOutput(int output, long length, int rows) {
    check(outputs[output], length, rows);
  }

  private void check(Port port, long length, int rows) {
    if (length != (long) rows * port.size()) {
      throw wrong(port, String.valueOf(length), rows);
    }
  }

  private IllegalArgumentException wrong(Port port, String found, int rows) {
    String samples = rows == 1 ? "one sample" : rows + " samples";
    return new IllegalArgumentException(
        name()
            + ": "
            + port.name()
            + " takes "
            + (long) rows * port.size()
            + " numbers for "
            + samples
            + ", not "
            + found);
  }

  /// How many numbers an output of so many samples has.
  protected final int length(int output, int rows) {
    return Math.multiplyExact(rows, outputs[output].size());
  }

  /// How many elements of `bytes` bytes `segment` has.
  ///
  /// @throws IllegalArgumentException if it ends within one
  protected final long length(MemorySegment segment, int bytes) {
    long length = segment.byteSize() / bytes;
    if (length * bytes != segment.byteSize()) {
      throw new IllegalArgumentException(
          name() + ": " + segment.byteSize() + " bytes are no whole number of " + bytes);
    }
    return length;
  }

  /// A memory for a call, around the weights of now; to be given back by [#end], whatever happens.
  protected final Call begin() {
    return version.take();
  }

  /// How many of `rows` samples there are from `from` on, but not more than fit at once.
  protected final int piece(int from, int rows) {
    return Math.min(capacity, rows - from);
  }

  /// The most samples at once.
  protected final int capacity() {
    return capacity;
  }

  /// Computes the outputs of so many samples, which have been given.
  protected final void run(Call call, int rows) {
    program.run(call.memory, rows);
  }

  /// The call is over.
  protected final void end(Call call) {
    call.leave();
  }

  /// The name of the class that an output of one sample is, by the weights of the call; its number as text if it has none.
  protected final String label(Call call, int output) {
    int number = (int) value(call, output, 0);
    List<String> labels = labels(call.version, outputs[output].name());
    return number < labels.size() ? labels.get(number) : String.valueOf(number);
  }

  /// Copies classes, for so many samples.
  ///
  /// @throws IllegalArgumentException if one is no class of this input
  protected final void give(Call call, int input, int[] classes, int from, int rows) {
    Port port = inputs[input];
    for (int i = 0; i < rows * port.size(); i++) {
      put(call, input, i, classes[from * port.size() + i], from);
    }
  }

  /// Copies classes, which are 32-bit integers, for so many samples.
  ///
  /// @throws IllegalArgumentException if one is no class of this input
  protected final void giveClasses(
      Call call, int input, MemorySegment classes, int from, int rows) {
    Port port = inputs[input];
    long start = (long) from * port.size();
    for (int i = 0; i < rows * port.size(); i++) {
      long place = (start + i) * Integer.BYTES;
      put(call, input, i, classes.get(ValueLayout.JAVA_INT_UNALIGNED, place), from);
    }
  }

  private void put(Call call, int input, int i, int number, int from) {
    Port port = inputs[input];
    if (number < 0 || number >= classCounts[input]) {
      throw noClass(input, number, from + i / port.size());
    }
    if (port.offset() == Port.NOWHERE) {
      return;
    }
    if (port.wide()) {
      call.memory.wide[port.offset() + i] = number;
    } else {
      call.memory.scratch[port.offset() + i] = number;
    }
  }

  /// Refuses numbers that are no classes, where there should be some.
  final void checkClasses(Call call, int input, int from, int rows) {
    int most = classCounts[input];
    Port port = inputs[input];
    if (most > 0 && port.offset() != Port.NOWHERE) {
      for (int i = 0; i < rows * port.size(); i++) {
        double value = value(call, port, port.offset() + i);
        if (!(value >= 0 && value < most && value == (int) value)) {
          throw noClass(input, value, from + i / port.size());
        }
      }
    }
  }

  private IllegalArgumentException noClass(int input, double found, int row) {
    String number = found == (int) found ? String.valueOf((int) found) : String.valueOf(found);
    return new IllegalArgumentException(
        name()
            + ": "
            + inputs[input].name()
            + " has the classes 0 to "
            + (classCounts[input] - 1)
            + ", not "
            + number
            + " (sample "
            + row
            + ")");
  }

  /// Copies the classes that are an output, for so many samples.
  protected final void take(Call call, int output, int[] to, int from, int rows) {
    Port port = outputs[output];
    for (int i = 0; i < rows * port.size(); i++) {
      to[from * port.size() + i] = (int) value(call, output, i);
    }
  }

  /// Copies the classes that are an output, as 32-bit integers, for so many samples.
  protected final void takeClasses(Call call, int output, MemorySegment to, int from, int rows) {
    Port port = outputs[output];
    long start = (long) from * port.size();
    for (int i = 0; i < rows * port.size(); i++) {
      int number = (int) value(call, output, i);
      to.set(ValueLayout.JAVA_INT_UNALIGNED, (start + i) * Integer.BYTES, number);
    }
  }

  /// Element `i` of an output, counted through the samples of the piece.
  protected final double value(Call call, int output, int i) {
    Port port = outputs[output];
    return value(call, port, port.offset() + (port.batched() ? i : i % port.size()));
  }

  private static double value(Call call, Port port, int place) {
    return port.wide() ? call.memory.wide[place] : call.memory.scratch[place];
  }
}
