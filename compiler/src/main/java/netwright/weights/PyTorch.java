package netwright.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import netwright.check.TypedModel;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;

/// The weights of a network as PyTorch names them and lays them out, and back.
public final class PyTorch {
  /// The key of the metadata that says whose layout a file has.
  public static final String LAYOUT = "netwright.layout";

  /// The value of [#LAYOUT] in files with PyTorch's.
  public static final String NAME = "pytorch";

  private final String source;
  private final List<TorchModule> layers;

  /// @param source how messages call the file
  public PyTorch(String source, TypedModel model) {
    this.source = source;
    this.layers = TorchModule.of(model);
  }

  /// Weights in another layout.
  ///
  /// @param names PyTorch's name by ours
  public record Converted(TensorFile file, SequencedMap<String, String> names) {}

  /// The weights of a state dict, as the network has them.
  ///
  /// @param type what the network's numbers are; those of the file are converted, each rounded at most once
  /// @param names the file's names for some layers
  /// @param ordered whether the order of the file is that of the model
  /// @param fitted what is fitted to data, for which there may be nothing in the file
  /// @throws WeightsException if the state dict is not that of the network
  public Converted read(
      TensorFile theirs,
      ElementType type,
      Map<String, String> names,
      boolean ordered,
      Map<String, StoredTensor> fitted)
      throws WeightsException {
    StateDict dict = new StateDict(theirs.tensors());
    Map<TorchModule, StateDict.Module> matches = Matching.of(source, layers, dict, names, ordered);
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    for (TorchModule layer : layers) {
      StateDict.Module module = matches.get(layer);
      for (TorchModule.Tensor tensor : layer.tensors()) {
        for (TorchModule.Piece piece : tensor.pieces()) {
          if (module == null) {
            tensors.put(piece.variable(), fitted(piece, fitted));
          } else {
            String full = module.full(tensor.name());
            pairs.put(piece.variable(), full);
            tensors.put(
                piece.variable(), ours(piece, module.tensors().get(tensor.name()), type, full));
          }
        }
      }
    }
    return new Converted(new TensorFile(metadata(theirs, Optional.empty()), tensors), pairs);
  }

  private StoredTensor fitted(TorchModule.Piece piece, Map<String, StoredTensor> fitted)
      throws WeightsException {
    StoredTensor tensor = fitted.get(piece.variable());
    if (tensor == null) {
      throw new WeightsException(
          source + " has nothing for `" + piece.variable() + "`, which PyTorch has no layer for",
          "leave the layer out of the network and scale the data, or save its numbers under that name, too");
    }
    return tensor;
  }

  private StoredTensor ours(
      TorchModule.Piece piece, StoredTensor theirs, ElementType type, String name)
      throws WeightsException {
    StoredTensor tensor = StoredTensor.zeros(type, sizes(piece.shape()));
    Turned turned = new Turned(piece);
    int from = piece.part() * piece.size();
    for (int i = 0; i < piece.size(); i++) {
      double value = theirs.value(from + i);
      if (!put(tensor, turned.next(), value)) {
        throw new WeightsException(
            source + ": `" + name + "` has " + value + ", which is too large for " + type,
            "set precision = f64 in the network, or look at what became of the weights");
      }
    }
    return tensor;
  }

  /// Whether a finite number has stayed one.
  private static boolean put(StoredTensor tensor, int place, double value) {
    if (tensor.type() == ElementType.F64) {
      tensor.doubles()[place] = value;
      return true;
    }
    tensor.floats()[place] = (float) value;
    return Float.isFinite((float) value) == Double.isFinite(value);
  }

  /// The weights of the network as a state dict.
  ///
  /// @param names what to call some layers
  /// @param like a state dict of the same model, to take the names from
  /// @param ordered whether its order is that of the model
  /// @throws WeightsException if these are not the network's weights, or `like` is not of the same model
  public Converted write(
      TensorFile ours, Map<String, String> names, Optional<TensorFile> like, boolean ordered)
      throws WeightsException {
    requireOurs(ours);
    Map<TorchModule, StateDict.Module> matches =
        like.isEmpty()
            ? Map.of()
            : Matching.of(
                "the state dict to take names from",
                layers,
                new StateDict(like.get().tensors()),
                names,
                ordered);
    requireLayers(names);
    SequencedMap<String, StoredTensor> tensors = new LinkedHashMap<>();
    SequencedMap<String, String> pairs = new LinkedHashMap<>();
    for (TorchModule layer : layers) {
      StateDict.Module match = matches.get(layer);
      String module = match == null ? named(layer, names) : match.name();
      for (TorchModule.Tensor tensor : layer.tensors()) {
        String full = StateDict.joined(module, tensor.name());
        if (tensors.put(full, theirs(tensor, ours)) != null) {
          throw new WeightsException(
              "two layers would be called `" + module + "`", "give each a name of its own");
        }
        tensor.pieces().forEach(piece -> pairs.put(piece.variable(), full));
      }
      if (layer.countsBatches()) {
        tensors.put(
            StateDict.joined(module, TorchModule.BATCHES),
            StoredTensor.of(new int[0], new long[1]));
      }
    }
    return new Converted(new TensorFile(metadata(ours, Optional.of(NAME)), tensors), pairs);
  }

  private static String named(TorchModule layer, Map<String, String> names) {
    return names.getOrDefault(layer.name(), names.getOrDefault(layer.binding(), layer.name()));
  }

  private void requireLayers(Map<String, String> names) throws WeightsException {
    for (String name : names.keySet()) {
      if (layers.stream()
          .noneMatch(layer -> layer.name().equals(name) || layer.binding().equals(name))) {
        throw new WeightsException(
            "the network has no layer `" + name + "` with weights",
            "it has " + String.join(", ", layers.stream().map(TorchModule::name).toList()));
      }
    }
  }

  private StoredTensor theirs(TorchModule.Tensor tensor, TensorFile ours) {
    ElementType type = ours.tensors().get(tensor.pieces().getFirst().variable()).type();
    StoredTensor theirs = StoredTensor.zeros(type, sizes(tensor.shape()));
    for (TorchModule.Piece piece : tensor.pieces()) {
      StoredTensor own = ours.tensors().get(piece.variable());
      Turned turned = new Turned(piece);
      int from = piece.part() * piece.size();
      for (int i = 0; i < piece.size(); i++) {
        put(theirs, from + i, own.value(turned.next()));
      }
    }
    return theirs;
  }

  private void requireOurs(TensorFile ours) throws WeightsException {
    Set<String> unknown = new LinkedHashSet<>(ours.tensors().keySet());
    for (TorchModule.Piece piece : pieces()) {
      StoredTensor tensor = ours.tensors().get(piece.variable());
      unknown.remove(piece.variable());
      boolean fits =
          tensor != null
              && (tensor.type() == ElementType.F32 || tensor.type() == ElementType.F64)
              && Arrays.equals(tensor.shape(), sizes(piece.shape()));
      if (!fits) {
        String found = tensor == null ? "it is missing" : "the file has " + tensor;
        throw new WeightsException(
            "%s: the network needs `%s` of %s, but %s"
                .formatted(source, piece.variable(), piece.shape(), found),
            "name the weights of this network");
      }
    }
    if (!unknown.isEmpty()) {
      throw new WeightsException(
          source + ": the network has no `" + unknown.iterator().next() + "`, which is in the file",
          "name the weights of this network");
    }
  }

  private List<TorchModule.Piece> pieces() {
    List<TorchModule.Piece> pieces = new ArrayList<>();
    layers.forEach(layer -> layer.tensors().forEach(tensor -> pieces.addAll(tensor.pieces())));
    return pieces;
  }

  /// Others than we look for `format`.
  private static Map<String, String> metadata(TensorFile file, Optional<String> layout) {
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.remove(LAYOUT);
    metadata.remove("format");
    layout.ifPresent(name -> {
      metadata.put(LAYOUT, name);
      metadata.put("format", "pt");
    });
    return metadata;
  }

  private static int[] sizes(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }
}
