package netwright.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Finds out which module of a state dict is which layer of the network: what names say comes first, then shapes, and among
/// those of the same shapes their order.
final class Matching {
  private final String source;
  private final boolean ordered;
  private final Map<String, StateDict.Module> left;
  private final Map<TorchModule, StateDict.Module> found = new LinkedHashMap<>();

  private Matching(String source, StateDict theirs, boolean ordered) {
    this.source = source;
    this.ordered = ordered;
    this.left = new LinkedHashMap<>(theirs.modules());
  }

  /// The module of the file for each layer. Fitted ones may have none; all others have.
  ///
  /// @param source how messages call the file
  /// @param names the file's names for some layers
  /// @param ordered whether the order of the file is that of the model
  static Map<TorchModule, StateDict.Module> of(
      String source,
      List<TorchModule> layers,
      StateDict theirs,
      Map<String, String> names,
      boolean ordered)
      throws WeightsException {
    Matching matching = new Matching(source, theirs, ordered);
    matching.byName(layers, names);
    matching.byShape(layers);
    matching.requireComplete(layers);
    return matching.found;
  }

  private void byName(List<TorchModule> layers, Map<String, String> names) throws WeightsException {
    for (String named : names.keySet()) {
      if (layers.stream().noneMatch(layer -> isCalled(layer, named))) {
        throw new WeightsException(
            "the network has no layer `" + named + "` with weights", "it has " + list(layers));
      }
    }
    for (TorchModule layer : layers) {
      String given = names.getOrDefault(layer.name(), names.get(layer.binding()));
      if (given != null && !left.containsKey(given)) {
        throw new WeightsException(
            source + " has no `" + given + "` for `" + layer.name() + "`",
            "it has " + String.join(", ", left.keySet()));
      }
      take(layer, given);
    }
    for (TorchModule layer : layers) {
      take(layer, layer.name());
      take(layer, layer.binding());
    }
  }

  private static boolean isCalled(TorchModule layer, String name) {
    return layer.name().equals(name) || layer.binding().equals(name);
  }

  private void take(TorchModule layer, String name) {
    if (name != null && !found.containsKey(layer) && left.containsKey(name)) {
      found.put(layer, left.remove(name));
    }
  }

  private void byShape(List<TorchModule> layers) throws WeightsException {
    Map<Map<String, String>, List<TorchModule>> groups =
        layers.stream()
            .filter(layer -> !found.containsKey(layer))
            .collect(
                Collectors.groupingBy(
                    TorchModule::signature, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<Map<String, String>, List<TorchModule>> group : groups.entrySet()) {
      List<StateDict.Module> alike =
          left.values().stream()
              .filter(module -> module.signature().equals(group.getKey()))
              .toList();
      if (alike.size() == group.getValue().size()) {
        pair(group.getValue(), alike);
      }
    }
  }

  private void pair(List<TorchModule> layers, List<StateDict.Module> modules)
      throws WeightsException {
    List<StateDict.Module> sorted = new ArrayList<>(modules);
    long kinds = modules.stream().map(m -> NaturalOrder.skeleton(m.name())).distinct().count();
    if (kinds == 1) {
      sorted.sort((a, b) -> NaturalOrder.COMPARATOR.compare(a.name(), b.name()));
    } else if (!ordered) {
      throw ambiguous(layers, modules);
    }
    for (int i = 0; i < layers.size(); i++) {
      found.put(layers.get(i), sorted.get(i));
      left.remove(sorted.get(i).name());
    }
  }

  private WeightsException ambiguous(List<TorchModule> layers, List<StateDict.Module> modules) {
    String names = modules.stream().map(StateDict.Module::name).collect(Collectors.joining(", "));
    String map =
        layers.stream()
            .map(layer -> "--map " + layer.name() + "=…")
            .collect(Collectors.joining(" "));
    return new WeightsException(
        source
            + " has "
            + names
            + " of the same shapes for "
            + list(layers)
            + ", and safetensors files do not keep their order",
        "say which is which: " + map + "; an .npz file keeps the order");
  }

  private static String list(List<TorchModule> layers) {
    return layers.stream().map(TorchModule::name).collect(Collectors.joining(", "));
  }

  /// One message for the first layer that has nothing, or the first module that is nothing.
  private void requireComplete(List<TorchModule> layers) throws WeightsException {
    for (Map.Entry<TorchModule, StateDict.Module> pair : found.entrySet()) {
      new Fit(source, pair.getKey(), pair.getValue()).require();
    }
    List<TorchModule> without =
        layers.stream().filter(layer -> !found.containsKey(layer) && !layer.fitted()).toList();
    if (!without.isEmpty() && !left.isEmpty()) {
      List<String> names = new ArrayList<>(left.keySet());
      names.sort(NaturalOrder.COMPARATOR);
      new Fit(source, without.getFirst(), left.get(names.getFirst())).require();
    }
    if (!without.isEmpty()) {
      TorchModule.Tensor tensor = without.getFirst().tensors().getFirst();
      throw new WeightsException(
          source
              + " has nothing left for `"
              + tensor.pieces().getFirst().variable()
              + "`, "
              + tensor.shape()
              + " in PyTorch's layout",
          Fit.HELP);
    }
    if (!left.isEmpty()) {
      StateDict.Module module = left.values().iterator().next();
      String tensor = module.tensors().keySet().iterator().next();
      throw new WeightsException(
          source + " has `" + module.full(tensor) + "`, for which the network has no layer left",
          Fit.HELP);
    }
  }
}
