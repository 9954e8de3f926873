package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Order;

/// A sum of products in Einstein's notation: `Ni,io->No` is a batch of rows times a matrix.
///
/// Each letter is an axis, `N` the batch, which comes first wherever it is. Letters of the result stand in an operand;
/// the others, in both, are summed over: the batch outermost, then in the order of the left operand. A third input,
/// `initial`, is where the sum starts (`x @ W + b`); absent, that is +0.
///
/// Closed under differentiation: the gradient of an operand is a contraction of the other one.
public record Contract(
    String left, String right, String result, Optional<String> initial, Order order)
    implements Operation {

  /// The letter of the batch.
  public static final char BATCH = 'N';

  /// A weight gradient of at most this many elements is summed in sixteen lanes over the batch.
  private static final int SMALL = 256;

  /// The contraction of operands of these types, with the order of its sum, which depends on nothing else.
  public static Contract of(
      String left,
      String right,
      String result,
      Optional<String> initial,
      TensorType leftType,
      TensorType rightType) {
    Contract draft = new Contract(left, right, result, initial, Order.SEQUENTIAL);
    boolean overBatch = draft.contracted().indexOf(BATCH) >= 0;
    boolean small = draft.resultShape(leftType, rightType).elements() <= SMALL;
    Order order = overBatch && small && initial.isEmpty() ? Order.SIXTEEN_LANES : Order.SEQUENTIAL;
    return new Contract(left, right, result, initial, order);
  }

  /// The letters that are summed over, the outermost first.
  public String contracted() {
    return only(left, letter -> result.indexOf(letter) < 0);
  }

  /// The size of the axis `letter` (not the batch), given the operands' types.
  public int size(char letter, TensorType leftType, TensorType rightType) {
    int position = axes(left).indexOf(letter);
    return position >= 0
        ? leftType.shape().size(position)
        : rightType.shape().size(axes(right).indexOf(letter));
  }

  @Override
  public String name() {
    return "contract";
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(
        "axes", left + "," + right + initial.map(axes -> "+" + axes).orElse("") + "->" + result);
    attributes.put("order", order.name().toLowerCase(java.util.Locale.ROOT));
    return attributes;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    require(isWellFormed() && inputs.size() == (initial.isPresent() ? 3 : 2), inputs);
    TensorType leftType = inputs.get(0);
    TensorType rightType = inputs.get(1);
    boolean fits =
        haveOneType(inputs)
            && hasAxes(left, leftType)
            && hasAxes(right, rightType)
            && matches(right, rightType, leftType, rightType)
            && (initial.isEmpty() || hasAxes(initial.get(), inputs.get(2)))
            && (initial.isEmpty() || matches(initial.get(), inputs.get(2), leftType, rightType));
    require(fits, inputs);
    return new TensorType(
        leftType.dtype(), resultShape(leftType, rightType), result.indexOf(BATCH) >= 0);
  }

  /// d/d left = gradient · right, d/d right = left · gradient, d/d initial = the gradient, summed.
  @Override
  public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    return Optional.of(
        switch (input) {
          case 0 -> build.contract(gradient, node.input(1), result, right, left);
          case 1 -> build.contract(node.input(0), gradient, left, result, right);
          default -> build.sumTo(gradient, result, initial.orElseThrow());
        });
  }

  private Shape resultShape(TensorType leftType, TensorType rightType) {
    String axes = axes(result);
    Integer[] sizes = new Integer[axes.length()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = size(axes.charAt(axis), leftType, rightType);
    }
    return new Shape(List.of(sizes));
  }

  /// No letter twice, the batch first; a letter of the result is in an operand, another one in both; the initial value
  /// has letters of the result, in its order.
  private boolean isWellFormed() {
    return isOrderly(left)
        && isOrderly(right)
        && isOrderly(result)
        && all(left + right + result, this::isFound)
        && (initial.isEmpty() || order == Order.SEQUENTIAL && isOfResult(initial.get()));
  }

  private static boolean isOrderly(String letters) {
    return letters.indexOf(BATCH) <= 0
        && all(letters, letter -> letters.indexOf(letter) == letters.lastIndexOf(letter));
  }

  private boolean isFound(int letter) {
    boolean inLeft = left.indexOf(letter) >= 0;
    boolean inRight = right.indexOf(letter) >= 0;
    return result.indexOf(letter) >= 0 ? inLeft || inRight : inLeft && inRight;
  }

  private boolean isOfResult(String letters) {
    return only(result, letter -> letters.indexOf(letter) >= 0).equals(letters);
  }

  private static boolean haveOneType(List<TensorType> inputs) {
    for (TensorType input : inputs) {
      if (input.dtype() != inputs.getFirst().dtype()) {
        return false;
      }
    }
    return true;
  }

  /// The letters that satisfy `condition`.
  private static String only(String letters, IntPredicate condition) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < letters.length(); i++) {
      if (condition.test(letters.charAt(i))) {
        found.append(letters.charAt(i));
      }
    }
    return found.toString();
  }

  /// Whether each letter satisfies `condition`. A loop, for the letters of all contractions are looked at in each pass over a graph,
  /// and mostly by code that the virtual machine has not compiled yet, in which streams are slow.
  private static boolean all(String letters, IntPredicate condition) {
    for (int i = 0; i < letters.length(); i++) {
      if (!condition.test(letters.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAxes(String letters, TensorType type) {
    return type.batched() == (letters.indexOf(BATCH) >= 0)
        && axes(letters).length() == type.shape().rank();
  }

  private boolean matches(
      String letters, TensorType type, TensorType leftType, TensorType rightType) {
    String axes = axes(letters);
    return all(
        axes,
        axis -> type.shape().size(axes.indexOf(axis)) == size((char) axis, leftType, rightType));
  }

  /// The letters of the axes of one sample: all but that of the batch, which comes first.
  private static String axes(String letters) {
    return letters.indexOf(BATCH) == 0 ? letters.substring(1) : letters;
  }
}
