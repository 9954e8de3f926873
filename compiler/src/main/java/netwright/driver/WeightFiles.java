package netwright.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.check.Clip;
import netwright.check.Recipe;
import netwright.check.Split;
import netwright.check.TypedModel;
import netwright.data.LoadedData;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.Weights;
import netwright.runtime.io.JsonLists;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import netwright.weights.TensorFiles;
import netwright.weights.WeightsException;

/// Trained weights on disk, in the safetensors format, with all that led to them as metadata. The same training gives the
/// same bytes.
public final class WeightFiles {
  private static final String PREFIX = "netwright.";
  private static final Set<String> WITHOUT_EFFECT = Set.of("train.threads", "data.stream");
  private static final String LABELS = PREFIX + "labels";
  private static final String MEANS = PREFIX + "means";

  private WeightFiles() {}

  /// `housing.safetensors` beside `housing.net`.
  public static Path beside(Path source) {
    String name = source.getFileName().toString();
    String stem = name.endsWith(".net") ? name.substring(0, name.length() - ".net".length()) : name;
    return source.resolveSibling(stem + ".safetensors");
  }

  /// Finds out before a long training whether a file can be saved in `path`.
  ///
  /// @param help what to do if not
  /// @throws CompilationFailed if not
  static void requireWritable(Path path, String help) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw unwritable(path, "it is a folder", help);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw unwritable(path, "it is no ordinary file", help);
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw unwritable(path, "its folder does not exist or may not be written to", help);
    }
    try {
      writeBeside(path);
    } catch (IOException e) {
      throw unwritable(path, Failures.reason(e), help);
    }
  }

  /// Makes a file and removes it where `AtomicFile` will: names may be too long, links lead nowhere, disks be read only.
  private static void writeBeside(Path path) throws IOException {
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
    Files.delete(
        Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".tmp"));
  }

  /// Finds out before a long training whether weights can be saved in `path`: what they replace are weights.
  ///
  /// @throws CompilationFailed if not
  static void requireForWeights(Path path) {
    requireWritable(path, "name another file with --save");
    if (Files.exists(path) && !mayBeReplaced(path)) {
      throw unwritable(
          path,
          "it holds something else than weights",
          "name another file with --save, or remove this one");
    }
  }

  private static CompilationFailed unwritable(Path path, String reason, String help) {
    return Failures.of(Code.NOT_WRITABLE, "cannot write " + path + ": " + reason, help);
  }

  /// Whether a file is empty or begins as safetensors do: with the length of what begins with a brace.
  private static boolean mayBeReplaced(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(Long.BYTES + 1);
      return start.length == 0
          || (start.length > Long.BYTES && start[Long.BYTES - 1] == 0 && start[Long.BYTES] == '{');
    } catch (IOException _) {
      return true; // what cannot be read is replaced as ever
    }
  }

  /// Writes what a predictor needs.
  ///
  /// @throws CompilationFailed if the file cannot be written
  static void save(Path path, Compilation compilation, Persistent persistent, LoadedData data) {
    Map<String, String> metadata = metadata(compilation, data);
    try {
      Safetensors.write(path, Weights.toFile(compilation.variables(), persistent, metadata));
    } catch (IOException e) {
      throw Failures.of(
          Code.NOT_WRITABLE, String.valueOf(e.getMessage()), "name another file with --save");
    }
  }

  /// What training learned about the data, which predictions need.
  ///
  /// @param labels of classes, by the name of the input or target
  /// @param means that stand for missing numbers, by the name of the input
  record Learned(Map<String, List<String>> labels, Map<String, double[]> means) {}

  /// Reads weights into `persistent`.
  ///
  /// @throws CompilationFailed if the file cannot be read, or belongs to another network
  static Learned load(Compilation compilation, WeightSource source, Persistent persistent) {
    TensorFile file =
        switch (source.layout()) {
          case NETWRIGHT -> ours(source.path());
          case PYTORCH -> StateDicts.read(compilation, source);
        };
    return load(source.path(), file, compilation.variables(), persistent);
  }

  /// The same before a training: what is fitted to its data may be missing from a state dict.
  static Learned loadFirst(Compilation compilation, WeightSource source, Persistent persistent) {
    if (source.layout() == WeightLayout.NETWRIGHT) {
      return load(compilation, source, persistent);
    }
    Map<String, StoredTensor> fitted = new LinkedHashMap<>();
    TensorFile present = Weights.toFile(compilation.variables(), persistent, Map.of());
    for (Variable variable : compilation.variables()) {
      if (variable.role() == Variable.Role.FITTED) {
        fitted.put(variable.name(), present.tensors().get(variable.name()));
      }
    }
    TensorFile file = StateDicts.read(compilation, source, fitted).file();
    return load(source.path(), file, compilation.variables(), persistent);
  }

  private static TensorFile ours(Path path) {
    TensorFile file = read(path);
    StateDicts.requireOurs(path, file);
    return file;
  }

  private static Learned load(
      Path path, TensorFile file, List<Variable> variables, Persistent persistent) {
    try {
      Weights.fromFile(path.toString(), file, variables, persistent);
    } catch (MalformedFileException e) {
      throw Failures.of(
          Code.WEIGHTS_OF_ANOTHER,
          e.getMessage(),
          "train this network, or name its weights with --weights; add --layout pytorch if PyTorch wrote them");
    }
    return learned(path, file.metadata());
  }

  private static Learned learned(Path path, Map<String, String> metadata) {
    try {
      return new Learned(
          JsonLists.read(LABELS, metadata.getOrDefault(LABELS, "{}")),
          means(JsonLists.read(MEANS, metadata.getOrDefault(MEANS, "{}"))));
    } catch (MalformedFileException | NumberFormatException _) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE, path + ": its labels or means are damaged", "train again");
    }
  }

  private static Map<String, double[]> means(Map<String, List<String>> texts) {
    Map<String, double[]> means = new LinkedHashMap<>();
    texts.forEach((name, numbers) -> {
      double[] values = new double[numbers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(numbers.get(i));
      }
      means.put(name, values);
    });
    return means;
  }

  private static Map<String, List<String>> texts(Map<String, double[]> means) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    means.forEach((name, values) -> {
      List<String> numbers = new ArrayList<>();
      for (double value : values) {
        numbers.add(Double.toString(value));
      }
      texts.put(name, numbers);
    });
    return texts;
  }

  /// The tensors in a file.
  ///
  /// @throws CompilationFailed if it cannot be read
  static TensorFile read(Path path) {
    try {
      return TensorFiles.read(path);
    } catch (WeightsException e) {
      throw Failures.of(Code.WEIGHTS_UNREADABLE, e.getMessage(), e.help());
    } catch (MalformedFileException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE,
          e.getMessage(),
          "train again, or name other weights with --weights");
    } catch (IOException e) {
      throw Failures.of(
          Code.WEIGHTS_UNREADABLE,
          "cannot read the weights in " + path + ": " + Failures.reason(e),
          "train first, or name the weights with --weights");
    }
  }

  private static Map<String, String> metadata(Compilation compilation, LoadedData data) {
    Map<String, String> metadata = new LinkedHashMap<>(origin(compilation));
    metadata.put(PREFIX + "data", Json.write(data.hashes()));
    metadata.put(LABELS, Json.write(data.labels()));
    if (!data.means().isEmpty()) {
      metadata.put(MEANS, Json.write(texts(data.means())));
    }
    return metadata;
  }

  /// Of the metadata, what does not depend on data.
  static Map<String, String> origin(Compilation compilation) {
    TypedModel model = compilation.model();
    Map<String, String> hypers = new LinkedHashMap<>();
    model.hypers().forEach(hyper -> hypers.put(hyper.name(), hyper.value()));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(PREFIX + "version", Version.TEXT);
    metadata.put(PREFIX + "network", model.name());
    metadata.put(PREFIX + "source", compilation.sourceHash());
    metadata.put(PREFIX + "seed", String.valueOf(model.recipe().seed()));
    metadata.put(PREFIX + "hypers", Json.write(hypers));
    metadata.put(PREFIX + "recipe", Json.write(recipe(compilation, model.recipe())));
    metadata.put(PREFIX + "settings", Json.write(settings(compilation.options())));
    return metadata;
  }

  /// All but those on which nothing in the file depends.
  static List<String> settings(CompileOptions options) {
    return options.settings().stream()
        .filter(setting -> !WITHOUT_EFFECT.contains(setting.split("=", 2)[0].strip()))
        .toList();
  }

  private static Map<String, Object> recipe(Compilation compilation, Recipe recipe) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("optimizer", Optimizers.text(compilation.tree(), compilation.options()));
    members.put("batch", recipe.batch());
    members.put("epochs", recipe.epochs());
    members.put("seed", recipe.seed());
    members.put("shuffle", recipe.shuffle());
    members.put("validation", held(recipe.validation()));
    members.put("patience", recipe.patience().isPresent() ? recipe.patience().getAsInt() : null);
    members.put("clip", clip(recipe.clip()));
    members.put("accumulate", recipe.accumulate());
    members.put("precision", String.valueOf(recipe.precision()));
    return members;
  }

  private static Object clip(Clip clip) {
    return switch (clip) {
      case Clip.None _ -> null;
      case Clip.Norm(double limit) -> "norm(" + limit + ")";
      case Clip.Value(double limit) -> "value(" + limit + ")";
    };
  }

  private static Object held(Split split) {
    return switch (split) {
      case Split.None _ -> null;
      case Split.Share(double share) -> share;
      case Split.File file -> file.path();
      case Split.Files files -> files.paths();
    };
  }
}
