package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;

/// Elements whose place is a number of another tensor. Axes are letters as in [Contract]; one letter of the table is
/// neither in the index nor in the other tensor: along that axis the number counts. A number that is no place of the
/// axis, which whoever feeds the network has ruled out, counts as the nearest one; NaN is 0.
public sealed interface Gather extends Operation {

  /// The letters of the tensor that is read from or added to.
  String table();

  /// The letters of the numbers.
  String index();

  /// The letters of what is read or added.
  String elements();

  /// The letter of the axis along which the numbers count.
  default char counted() {
    return (char)
        table().chars().filter(letter -> elements().indexOf(letter) < 0).findFirst().orElse(0);
  }

  /// Whether the letters make sense: none is twice in a tensor, the batch is first; the table has one letter that the
  /// elements lack, each letter of the index is in the elements, and each of the elements in the table or the index.
  private boolean isWellFormed() {
    boolean orderly =
        List.of(table(), index(), elements()).stream()
            .allMatch(each ->
                each.chars().distinct().count() == each.length()
                    && each.indexOf(Contract.BATCH) <= 0);
    long missing = table().chars().filter(letter -> elements().indexOf(letter) < 0).count();
    boolean found =
        elements()
            .chars()
            .allMatch(letter -> table().indexOf(letter) >= 0 || index().indexOf(letter) >= 0);
    return orderly
        && missing == 1
        && counted() != Contract.BATCH
        && found
        && index().chars().allMatch(letter -> elements().indexOf(letter) >= 0);
  }

  private static String axes(String letters) {
    return letters.replace(String.valueOf(Contract.BATCH), "");
  }

  private static boolean hasAxes(String letters, TensorType type) {
    return type.batched() == (letters.indexOf(Contract.BATCH) >= 0)
        && axes(letters).length() == type.shape().rank();
  }

  /// The size of the axis `letter` of a tensor; 0 if it has none.
  private static int sizeOf(char letter, String letters, TensorType type) {
    int position = axes(letters).indexOf(letter);
    return position < 0 ? 0 : type.shape().size(position);
  }

  private static boolean agree(String a, TensorType aType, String b, TensorType bType) {
    return axes(a)
        .chars()
        .filter(letter -> b.indexOf(letter) >= 0)
        .allMatch(letter -> sizeOf((char) letter, a, aType) == sizeOf((char) letter, b, bType));
  }

  /// Elements of the table: `result[…] = table[… index[…] …]`.
  record Read(String table, String index, String elements) implements Gather {
    @Override
    public String name() {
      return "gather";
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("axes", table + "," + index + "->" + elements);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(((Gather) this).isWellFormed() && inputs.size() == 2, inputs);
      TensorType from = inputs.get(0);
      TensorType at = inputs.get(1);
      require(
          from.dtype() == at.dtype()
              && hasAxes(table, from)
              && hasAxes(index, at)
              && agree(table, from, index, at),
          inputs);
      Shape shape =
          new Shape(
              axes(elements)
                  .chars()
                  .mapToObj(letter ->
                      Math.max(
                          sizeOf((char) letter, table, from), sizeOf((char) letter, index, at)))
                  .toList());
      return new TensorType(from.dtype(), shape, elements.indexOf(Contract.BATCH) >= 0);
    }

    /// The gradient, each element added where it was taken from.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      if (input == 1) {
        return Optional.empty();
      }
      int size = sizeOf(counted(), table, node.input(0).type());
      return Optional.of(
          build.add(
              new ScatterAdd(elements, index, table, size), List.of(gradient, node.input(1))));
    }
  }

  /// Zeros to which elements are added: `result[… index[…] …] += elements[…]`, in the order of the elements.
  ///
  /// @param size of the axis along which the numbers count
  record ScatterAdd(String elements, String index, String table, int size) implements Gather {
    @Override
    public String name() {
      return "scatter_add";
    }

    @Override
    public Map<String, String> attributes() {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("axes", elements + "," + index + "->" + table);
      attributes.put("size", Integer.toString(size));
      return attributes;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      require(((Gather) this).isWellFormed() && inputs.size() == 2, inputs);
      TensorType from = inputs.get(0);
      TensorType at = inputs.get(1);
      require(
          size >= 1
              && from.dtype() == at.dtype()
              && hasAxes(elements, from)
              && hasAxes(index, at)
              && agree(elements, from, index, at),
          inputs);
      String axes = axes(table);
      Shape shape =
          new Shape(
              IntStream.range(0, axes.length())
                  .map(i ->
                      axes.charAt(i) == counted() ? size : sizeOf(axes.charAt(i), elements, from))
                  .boxed()
                  .toList());
      return new TensorType(from.dtype(), shape, table.indexOf(Contract.BATCH) >= 0);
    }

    /// The gradient where each element was added.
    @Override
    public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
      return input == 1
          ? Optional.empty()
          : Optional.of(
              build.add(new Read(table, index, elements), List.of(gradient, node.input(1))));
    }

    /// Whether elements of several samples are added to one.
    public boolean joinsSamples() {
      return elements.indexOf(Contract.BATCH) >= 0 && table.indexOf(Contract.BATCH) < 0;
    }
  }
}
