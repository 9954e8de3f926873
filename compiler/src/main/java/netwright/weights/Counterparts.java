package netwright.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.check.TypedModel.NameSegment;

/// What PyTorch has for the parameters and states of `std.net`: the one place that knows of its layouts. A layer of ours has the
/// features last, and its weight maps the last axis but one to the last; PyTorch's have the outputs first.
public final class Counterparts {
  private static final Map<String, Counterpart> TABLE = table();

  private Counterparts() {}

  /// Where a variable belongs.
  ///
  /// @param module how many segments of its name are the module's
  record Place(int module, Counterpart counterpart) {}

  /// The counterparts by layer and name: `linear.weight`; for what a layer of a layer has, by both: `multi_head_attention.query.linear.weight`.
  public static Map<String, Counterpart> all() {
    return TABLE;
  }

  private static Map<String, Counterpart> table() {
    Map<String, Counterpart> table = new LinkedHashMap<>();
    table.put("linear.weight", turned("Linear", "weight", 1, 0));
    table.put("linear.bias", same("Linear", "bias"));
    table.put("conv2d.weight", turned("Conv2d", "weight", 3, 2, 0, 1));
    table.put("conv2d.bias", same("Conv2d", "bias"));
    table.put("conv1d.weight", turned("Conv1d", "weight", 2, 1, 0));
    table.put("conv1d.bias", same("Conv1d", "bias"));
    table.put("embedding.weight", same("Embedding", "weight"));
    table.put("batch_norm.weight", same("BatchNorm", "weight"));
    table.put("batch_norm.bias", same("BatchNorm", "bias"));
    table.put("batch_norm.running_mean", same("BatchNorm", "running_mean"));
    table.put("batch_norm.running_variance", same("BatchNorm", "running_var"));
    table.put("layer_norm.weight", same("LayerNorm", "weight"));
    table.put("layer_norm.bias", same("LayerNorm", "bias"));
    table.put("rms_norm.weight", same("RMSNorm", "weight"));
    table.put("prelu.weight", same("PReLU", "weight"));
    attention(table);
    table.put("standardize.mean", new Counterpart.None());
    table.put("standardize.deviation", new Counterpart.None());
    return Map.copyOf(table);
  }

  /// PyTorch has query, key and value in one matrix, one below the other.
  private static void attention(Map<String, Counterpart> table) {
    String layer = "multi_head_attention.";
    String module = "MultiheadAttention";
    List<String> parts = List.of("query", "key", "value");
    for (int i = 0; i < 3; i++) {
      String inner = layer + parts.get(i) + ".linear.";
      table.put(
          inner + "weight", new Counterpart.Tensor(module, "in_proj_weight", List.of(1, 0), i, 3));
      table.put(inner + "bias", new Counterpart.Tensor(module, "in_proj_bias", List.of(), i, 3));
    }
    table.put(layer + "linear.weight", turned(module, "out_proj.weight", 1, 0));
    table.put(layer + "linear.bias", same(module, "out_proj.bias"));
  }

  private static Counterpart same(String module, String name) {
    return new Counterpart.Tensor(module, name, List.of(), 0, 1);
  }

  private static Counterpart turned(String module, String name, Integer... axes) {
    return new Counterpart.Tensor(module, name, List.of(axes), 0, 1);
  }

  /// Where the variable with this name belongs. What layers of the user's own have is nothing that PyTorch knows.
  static Place of(List<NameSegment> path) {
    Place found = new Place(path.size() - 1, new Counterpart.None());
    List<String> key = new ArrayList<>(List.of(path.getLast().base()));
    int end = path.size() - 1;
    for (int i = end - 1; i >= 0; i--) {
      NameSegment segment = path.get(i);
      if (!segment.base().isEmpty()) {
        key.addFirst(segment.base());
        Counterpart counterpart = TABLE.get(String.join(".", key));
        if (segment.standard() && counterpart != null) {
          found = new Place(withIndices(path, i), counterpart);
        }
      }
    }
    return found;
  }

  /// How many segments there are up to number `segment`, and the indices after it.
  private static int withIndices(List<NameSegment> path, int segment) {
    int end = segment + 1;
    while (path.get(end).base().isEmpty()) {
      end++;
    }
    return end;
  }
}
