package netwright.driver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import netwright.diag.CompilationFailed;
import netwright.emit.GeneratedClassLoader;
import netwright.runtime.CompiledPredictor;
import netwright.runtime.CompiledWidePredictor;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.PredictionProgram;
import netwright.runtime.Predictor;
import netwright.runtime.Program;
import netwright.runtime.Schema;
import netwright.runtime.Weights;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;
import netwright.runtime.train.CompiledTrainer;
import netwright.runtime.train.TrainingLayout;

/// A network that was compiled to memory, for notebooks and servers. What it makes may be used as long as one likes; its classes
/// go with the last object that uses them.
public final class LoadedNetwork {
  private final Compilation compilation;
  private final Schema schema;
  private final Program program;

  LoadedNetwork(Compilation compilation) {
    BackEnd predict = compilation.predictor();
    this.compilation = compilation;
    this.schema = Schemas.of(compilation, predict);
    this.program = program(predict);
  }

  private Program program(BackEnd predict) {
    return new PredictionProgram(compiled(predict, Flavour.SCALAR), schema) {
      @Override
      protected Program vectors() {
        return compiled(predict, Flavour.fastest());
      }
    };
  }

  private Program compiled(BackEnd predict, Flavour flavour) {
    String name = compilation.className() + "$Predict" + flavour.suffix();
    return predict.compiled(name, compilation.sourceName(), flavour).program();
  }

  /// What is known of the network beside its weights.
  public Schema schema() {
    return schema;
  }

  /// A predictor with the weights in a file.
  ///
  /// @throws MalformedFileException if they are of another network
  /// @throws IOException if the file cannot be read
  public Predictor predictor(Path weights) throws IOException {
    return predictor(weights.toString(), Safetensors.read(weights));
  }

  /// A predictor with weights in memory: those of a trainer, or what [Safetensors] reads from bytes.
  ///
  /// @throws MalformedFileException if they are of another network
  public Predictor predictor(TensorFile weights) throws MalformedFileException {
    return predictor("the weights", weights);
  }

  /// A predictor with the weights that a training starts with. What a training fits to its data, such as the mean of a
  /// `standardize`, is zero.
  ///
  /// @throws CompilationFailed if an initializer gives no finite numbers
  public Predictor untrained() {
    Persistent persistent = compilation.persistent();
    FirstWeights.fill(compilation, persistent);
    try {
      return predictor(Weights.toFile(compilation.variables(), persistent, Map.of()));
    } catch (MalformedFileException e) {
      throw new IllegalStateException("a network has its own weights", e);
    }
  }

  /// A trainer that starts afresh. It fits, evaluates and saves; its weights suit [#predictor(TensorFile)].
  ///
  /// @throws CompilationFailed if the network needs more memory than there is
  public CompiledTrainer trainer() {
    TrainerImage image = TrainerImage.of(compilation);
    GeneratedClassLoader loader = new GeneratedClassLoader(image.classes());
    byte[] text = image.text().getBytes(StandardCharsets.UTF_8);
    String name = compilation.className();
    try {
      TrainingLayout layout =
          TrainingLayout.read(name + ".training", new ByteArrayInputStream(text));
      return new Trainer(loader, image.classes().getFirst().name(), name, layout);
    } catch (IOException e) {
      throw new IllegalStateException("what was just written is readable", e);
    }
  }

  private Predictor predictor(String source, TensorFile weights) throws MalformedFileException {
    return schema.precision() == Precision.F32
        ? new Single(program, schema, source, weights)
        : new Wide(program, schema, source, weights);
  }

  private static final class Single extends CompiledPredictor {
    Single(Program program, Schema schema, String source, TensorFile weights)
        throws MalformedFileException {
      super(program, schema, source, weights);
    }
  }

  private static final class Wide extends CompiledWidePredictor {
    Wide(Program program, Schema schema, String source, TensorFile weights)
        throws MalformedFileException {
      super(program, schema, source, weights);
    }
  }

  private static final class Trainer extends CompiledTrainer {
    Trainer(GeneratedClassLoader loader, String first, String name, TrainingLayout layout) {
      super(loader.lookup(first), name, layout, (Long) null);
    }
  }
}
