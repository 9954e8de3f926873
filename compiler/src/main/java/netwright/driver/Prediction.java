package netwright.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.check.Elements;
import netwright.check.TypedModel;
import netwright.data.DataLoader;
import netwright.data.DataRecipe.Sources;
import netwright.data.Field;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.Flavour;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;

/// What a trained network makes of samples.
public final class Prediction {
  private static final String OUTPUT = "output.";

  private final Compilation compilation;
  private final Executable executable;
  private final Persistent persistent;

  /// Predictions by the weights `persistent`.
  Prediction(Compilation compilation, Flavour flavour, Persistent persistent) {
    this.compilation = compilation;
    this.executable = compilation.executable(compilation.predict(), "Predict", flavour);
    this.persistent = persistent;
  }

  /// The predictions for the samples in the file `data`, by the weights in a file.
  ///
  /// @throws CompilationFailed if data or weights cannot be read
  public static Predictions run(Compilation compilation, Path weights, Path data) {
    return run(compilation, weights, List.of(data.toString()));
  }

  /// The predictions for the samples in data files, by the weights in a file.
  ///
  /// @param data the file, or `NAME=FILE` for each input
  /// @throws CompilationFailed if data or weights cannot be read
  public static Predictions run(Compilation compilation, Path weights, List<String> data) {
    return run(compilation, WeightSource.of(weights), data);
  }

  /// The predictions for the samples in data files, by the weights of some source.
  ///
  /// @param data the file, or `NAME=FILE` for each input
  /// @throws CompilationFailed if data or weights cannot be read
  public static Predictions run(Compilation compilation, WeightSource weights, List<String> data) {
    Sources sources = new PredictionFiles(compilation.model()).of(data);
    Persistent persistent = compilation.persistent();
    WeightFiles.Learned learned = WeightFiles.load(compilation, weights, persistent);
    List<Field> fields = new DataRecipes(compilation).inputs(learned.labels());
    requireFitting(weights.path(), learned, fields);
    DataSet samples = DataLoader.samples(sources, fields, learned.means(), compilation.precision());
    return new Prediction(compilation, Flavours.forPrediction(compilation), persistent)
        .of(samples, learned.labels());
  }

  private static void requireFitting(Path path, WeightFiles.Learned learned, List<Field> fields) {
    for (Field field : fields) {
      double[] means = learned.means().get(field.name());
      if (means != null && means.length != field.size()) {
        throw Failures.of(
            Code.WEIGHTS_OF_ANOTHER,
            path + " has " + means.length + " means for " + field.name(),
            "train this network, or name its weights with --weights");
      }
    }
  }

  /// The predictions for `samples`.
  ///
  /// @param labels of classes, by the name of the input or target
  Predictions of(DataSet samples, Map<String, List<String>> labels) {
    Map<String, double[]> values =
        ForwardPass.run(
            executable.program(), executable.spec(), executable.memory(persistent), samples);
    List<Predictions.Output> outputs = new ArrayList<>();
    for (TypedModel.Output output : compilation.model().outputs()) {
      outputs.add(output(output, values.get(OUTPUT + output.name()), labels));
    }
    return new Predictions(samples.rows(), outputs);
  }

  private Predictions.Output output(
      TypedModel.Output output, double[] values, Map<String, List<String>> labels) {
    Precision precision = compilation.precision();
    int rank = output.value().type().shape().rank();
    int size = output.value().type().shape().elements();
    return new Predictions.Output(
        output.name(), size, rank == 0, values, precision, kind(output, labels));
  }

  private static Predictions.Kind kind(TypedModel.Output output, Map<String, List<String>> labels) {
    if (!(output.value().type().elements()
        instanceof Elements.OneOf(int _, List<String> declared))) {
      return new Predictions.Kind.Numbers();
    }
    List<String> found =
        output.labelsOf().map(name -> labels.getOrDefault(name, List.of())).orElse(List.of());
    List<String> names = declared.isEmpty() ? found : declared;
    return names.isEmpty() ? new Predictions.Kind.Integers() : new Predictions.Kind.Labels(names);
  }
}
