package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.loop.Combine;

/// Joins the elements along some axes into one; the axes disappear.
///
/// An element's number, for the order of a sum and for the position that `argmax` gives, counts over all reduced axes
/// row-major, the batch outermost.
///
/// @param axes the reduced axes, ascending
/// @param batch whether the batch is reduced as well; the input is then batched, the result is not
public record Reduce(Combine combine, List<Integer> axes, boolean batch) implements Operation {

  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return combine.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("axes", axes.toString());
    attributes.put("batch", Boolean.toString(batch));
    return attributes;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    require(inputs.size() == 1, inputs);
    TensorType input = inputs.getFirst();
    boolean inside = axes.stream().allMatch(axis -> axis >= 0 && axis < input.shape().rank());
    boolean ascending = axes.stream().sorted().distinct().toList().equals(axes);
    require(inside && ascending && (input.batched() || !batch), inputs);
    return new TensorType(input.dtype(), input.shape().without(axes), input.batched() && !batch);
  }

  /// A sum hands its gradient to every element; a maximum to the first that attains it; a position to none.
  @Override
  public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    Node x = node.input(0);
    Node spread = build.spread(gradient, x.type(), axes);
    return switch (combine) {
      case SUM -> Optional.of(spread);
      case MAX ->
          Optional.of(build.where(build.isFirstLargest(x, axes, batch), spread, build.like(0, x)));
      case ARGMAX -> Optional.empty();
    };
  }
}
