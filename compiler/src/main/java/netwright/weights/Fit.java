package netwright.weights;

import java.util.Arrays;
import netwright.runtime.io.StoredTensor;

/// Whether a module of a file can be a layer of the network.
record Fit(String source, TorchModule layer, StateDict.Module module) {
  static final String HELP =
      "the network must be the same as the one in PyTorch; if it is, say which layer is which: --map h1.linear=fc1";

  /// @throws WeightsException naming the first tensors that do not fit
  void require() throws WeightsException {
    for (TorchModule.Tensor tensor : layer.tensors()) {
      StoredTensor given = module.tensors().get(tensor.name());
      String needed =
          "`"
              + tensor.pieces().getFirst().variable()
              + "` needs "
              + tensor.shape()
              + " in PyTorch's layout";
      if (given == null) {
        throw new WeightsException(
            source + " has no `" + module.full(tensor.name()) + "`: " + needed, HELP);
      }
      if (!Arrays.toString(given.shape()).equals(tensor.shape().toString())) {
        throw new WeightsException(
            "%s: %s, but `%s` is %s"
                .formatted(
                    source, needed, module.full(tensor.name()), Arrays.toString(given.shape())),
            HELP);
      }
      if (!given.type().isFloating()) {
        throw new WeightsException(
            source + " has " + given.type() + " in `" + module.full(tensor.name()) + "`",
            "weights are F32, F64, F16 or BF16");
      }
    }
    for (String name : module.tensors().keySet()) {
      if (layer.tensors().stream().noneMatch(tensor -> tensor.name().equals(name))) {
        throw new WeightsException(
            source
                + " has `"
                + module.full(name)
                + "`, which the layer `"
                + layer.name()
                + "` does not",
            HELP);
      }
    }
  }
}
