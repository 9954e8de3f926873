package netwright.runtime.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.Weights;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// A training between two of its steps, in a safetensors file: all variables by their names, numbers that say how far it
/// is (`training/epoch`), and whatever else it goes on from (`best/h1.linear.weight`).
///
/// Who takes part in a training puts its state here, and finds it here when the training goes on. The numbers are tensors
/// as well, so that the checksum of the file covers them.
public final class Checkpoint {
  private static final String FORMAT = "netwright.checkpoint";
  private static final String VERSION = "1";
  private static final int[] SCALAR = {};

  private final String source;
  private final Map<String, String> about;
  private final SequencedMap<String, StoredTensor> tensors;

  private Checkpoint(
      String source, Map<String, String> about, SequencedMap<String, StoredTensor> tensors) {
    this.source = source;
    this.about = about;
    this.tensors = tensors;
  }

  /// An empty one.
  public Checkpoint() {
    this("checkpoint", Map.of(), new LinkedHashMap<>());
  }

  /// Reads the file at `path`.
  ///
  /// @throws MalformedFileException if it is damaged, or no checkpoint
  /// @throws IOException if it cannot be read
  public static Checkpoint read(Path path) throws IOException {
    TensorFile file = Safetensors.read(path);
    String version = file.metadata().get(FORMAT);
    if (!VERSION.equals(version)) {
      throw new MalformedFileException(
          path.toString(),
          version == null
              ? "this is no checkpoint of a training"
              : "this is a checkpoint of another format, " + version);
    }
    return new Checkpoint(path.toString(), file.metadata(), file.tensors());
  }

  /// Writes it to `path` with text about the training, as a whole or not at all.
  ///
  /// @throws IOException if writing fails; what stood under that name stands there still
  public void write(Path path, Map<String, String> about) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>(about);
    metadata.put(FORMAT, VERSION);
    Safetensors.write(path, new TensorFile(metadata, tensors));
  }

  /// How messages call it: the file it was read from.
  public String source() {
    return source;
  }

  /// The text about the training that was in the file.
  public Map<String, String> about() {
    return about;
  }

  /// Puts a whole number.
  public void put(String name, long value) {
    tensors.put(name, StoredTensor.of(SCALAR, new long[] {value}));
  }

  /// Puts a number.
  public void put(String name, double value) {
    tensors.put(name, StoredTensor.of(SCALAR, new double[] {value}));
  }

  /// Puts a copy of all variables, each under its name after `prefix`.
  public void put(String prefix, List<Variable> variables, Persistent persistent) {
    for (Variable variable : variables) {
      tensors.put(prefix + variable.name(), Weights.tensor(variable, persistent));
    }
  }

  /// Whether there is something of this name.
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// A whole number.
  ///
  /// @throws MalformedFileException if it is missing
  public long count(String name) throws MalformedFileException {
    return scalar(name, ElementType.I64).longs()[0];
  }

  /// A whole number from 0 to `most`.
  ///
  /// @throws MalformedFileException if it is missing or another one
  public int count(String name, int most) throws MalformedFileException {
    long count = count(name);
    if (count < 0 || count > most) {
      throw damaged("its " + name + " is " + count + ", not within 0 .. " + most);
    }
    return (int) count;
  }

  /// A number.
  ///
  /// @throws MalformedFileException if it is missing
  public double number(String name) throws MalformedFileException {
    return scalar(name, ElementType.F64).doubles()[0];
  }

  /// Takes all variables, each from under its name after `prefix`.
  ///
  /// @throws MalformedFileException if one is missing, or has another shape or type
  public void get(String prefix, List<Variable> variables, Persistent persistent)
      throws MalformedFileException {
    for (Variable variable : variables) {
      Weights.put(source, tensors.get(prefix + variable.name()), variable, persistent);
    }
  }

  /// What to throw if something in the file cannot be.
  public MalformedFileException damaged(String problem) {
    return new MalformedFileException(source, problem);
  }

  private StoredTensor scalar(String name, ElementType type) throws MalformedFileException {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null || tensor.type() != type || tensor.shape().length != 0) {
      throw damaged("it lacks " + name + ", a number of type " + type);
    }
    return tensor;
  }
}
