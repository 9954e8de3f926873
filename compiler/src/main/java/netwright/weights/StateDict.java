package netwright.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import netwright.runtime.io.StoredTensor;

/// The tensors of a file, module by module, as PyTorch names them: `layers.0.weight` is the tensor `weight` of the module
/// `layers.0`.
final class StateDict {
  private static final String PROJECTION = ".out_proj";
  private static final String JOINED = "in_proj_weight";

  private final Map<String, Module> modules = new LinkedHashMap<>();

  /// The tensors of one module, by their names in it.
  record Module(String name, Map<String, StoredTensor> tensors) {

    /// What the file calls a tensor of it.
    String full(String tensor) {
      return joined(name, tensor);
    }

    /// Names and shapes, as [TorchModule#signature] has them.
    Map<String, String> signature() {
      Map<String, String> signature = new TreeMap<>();
      tensors.forEach((tensor, value) -> signature.put(tensor, Arrays.toString(value.shape())));
      return signature;
    }
  }

  StateDict(Map<String, StoredTensor> tensors) {
    tensors.forEach((full, tensor) -> {
      int dot = full.lastIndexOf('.');
      String module = full.substring(0, Math.max(0, dot));
      String name = full.substring(dot + 1);
      if (isProjection(module, tensors.keySet())) {
        module = module.substring(0, module.length() - PROJECTION.length());
        name = PROJECTION.substring(1) + "." + name;
      }
      if (!name.equals(TorchModule.BATCHES)) {
        modules
            .computeIfAbsent(module, key -> new Module(key, new LinkedHashMap<>()))
            .tensors()
            .put(name, tensor);
      }
    });
  }

  /// Whether it is the linear layer within an attention, whose tensors are the attention's.
  private static boolean isProjection(String module, Set<String> names) {
    return module.endsWith(PROJECTION)
        && names.contains(
            joined(module.substring(0, module.length() - PROJECTION.length()), JOINED));
  }

  /// The modules by name, in the order of the file.
  Map<String, Module> modules() {
    return modules;
  }

  /// The full name of a tensor in a module.
  static String joined(String module, String tensor) {
    return module.isEmpty() ? tensor : module + "." + tensor;
  }
}
