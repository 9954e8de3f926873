package netwright.laws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Gather;
import netwright.op.Source;
import netwright.op.Spacing;
import netwright.op.TensorBuilder;
import netwright.op.Uniform;

/// Well-typed expressions over what a random graph has so far, one family of operations after the other.
final class RandomExpressions {
  private static final List<Elementwise> TAME =
      List.of(
          ElementwiseOps.TANH,
          ElementwiseOps.TANH,
          ElementwiseOps.SIN,
          ElementwiseOps.COS,
          ElementwiseOps.NEGATE,
          ElementwiseOps.ABSOLUTE,
          ElementwiseOps.FLOOR,
          ElementwiseOps.STOP_GRADIENT,
          ElementwiseOps.COPY);
  private static final List<Elementwise> WILD =
      List.of(
          ElementwiseOps.EXP,
          ElementwiseOps.EXPM1,
          ElementwiseOps.SQUARE_ROOT,
          ElementwiseOps.LOG,
          ElementwiseOps.LOG1P);
  private static final List<Elementwise> BINARY =
      List.of(
          ElementwiseOps.ADD,
          ElementwiseOps.ADD,
          ElementwiseOps.SUBTRACT,
          ElementwiseOps.SUBTRACT,
          ElementwiseOps.MULTIPLY,
          ElementwiseOps.MULTIPLY,
          ElementwiseOps.MINIMUM,
          ElementwiseOps.MAXIMUM,
          ElementwiseOps.DIVIDE);
  private static final List<Elementwise> COMPARISONS =
      List.of(
          ElementwiseOps.LESS,
          ElementwiseOps.LESS_OR_EQUAL,
          ElementwiseOps.EQUAL,
          ElementwiseOps.NOT_EQUAL);

  /// The most products of one contraction, for a batch of a few samples.
  private static final int MOST_PRODUCTS = 4000;

  private final RandomTensors tensors;
  private final TensorBuilder build;
  private final Random random;
  private int streams;

  RandomExpressions(RandomTensors tensors) {
    this.tensors = tensors;
    this.build = tensors.build;
    this.random = tensors.random;
  }

  /// A new expression.
  Node next() {
    return switch (random.nextInt(19)) {
      case 0, 1 -> unary(tensors.pick());
      case 2, 3, 4 -> binary(tensors.pick());
      case 5 -> choice(tensors.pick());
      case 6, 7 -> reduction(tensors.pick());
      case 8, 9, 10 -> contraction(tensors.pick());
      case 11 -> move(tensors.pick());
      case 12 -> standardised(tensors.pick());
      case 13 -> dropped(tensors.pick());
      case 14 -> wide(tensors.pick());
      case 15, 16 -> places(tensors.pick());
      case 17 -> gathered(tensors.pick());
      default -> crossEntropy(tensors.pick());
    };
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Node unary(Node x) {
    if (tensors.chance(0.8)) {
      return build.apply(one(TAME), x);
    }
    Elementwise wild = one(WILD);
    boolean guarded = tensors.chance(0.8);
    Node magnitude =
        build.add(build.apply(ElementwiseOps.ABSOLUTE, x), build.constant(x.type().dtype(), 0.25));
    return build.apply(
        wild, guarded ? build.apply(ElementwiseOps.MINIMUM, magnitude, build.like(9, x)) : x);
  }

  private Node binary(Node x) {
    Node other = tensors.operand(x.type());
    if (tensors.chance(0.1)) {
      return build.power(x, other);
    }
    return tensors.chance(0.5)
        ? build.apply(one(BINARY), x, other)
        : build.apply(one(BINARY), other, x);
  }

  private Node choice(Node x) {
    Node condition =
        build.apply(one(COMPARISONS), tensors.operand(x.type()), tensors.operand(x.type()));
    condition = tensors.chance(0.1) ? tensors.operand(x.type()) : condition;
    return tensors.chance(0.2) ? condition : build.where(condition, x, tensors.operand(x.type()));
  }

  private List<Integer> axes(Shape shape) {
    return IntStream.range(0, shape.rank()).filter(axis -> tensors.chance(0.5)).boxed().toList();
  }

  private Node reduction(Node x) {
    Combine combine = Combine.values()[new int[] {0, 0, 0, 1, 1, 2}[random.nextInt(6)]];
    List<Integer> axes = axes(x.type().shape());
    boolean batch = x.type().batched() && tensors.chance(0.3);
    Node reduced = build.reduce(combine, x, axes, batch);
    boolean keep = tensors.chance(0.5);
    return keep ? build.reshape(reduced, x.type().shape().keeping(axes)) : reduced;
  }

  private Node move(Node x) {
    Shape shape = x.type().shape();
    return switch (random.nextInt(4)) {
      case 0, 1 -> {
        List<Integer> order = new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
        Collections.shuffle(order, random);
        Node moved = tensors.chance(0.5) ? unary(x) : x;
        Node turned = build.transpose(moved, order);
        boolean square = turned.type().equals(moved.type()) && tensors.chance(0.7);
        yield square ? build.apply(one(BINARY), moved, turned) : turned;
      }
      case 2 -> build.reshape(x, reshaped(shape));
      default -> {
        List<Integer> sizes = new ArrayList<>(shape.sizes());
        sizes.replaceAll(size -> size == 1 && tensors.chance(0.7) ? tensors.size() : size);
        sizes.addFirst(tensors.chance(0.5) ? 1 : 2);
        yield build.broadcast(
            x,
            new TensorType(
                x.type().dtype(), new Shape(sizes), x.type().batched() || tensors.chance(0.3)));
      }
    };
  }

  /// Some elements, windows, a padded or a longer tensor.
  private Node places(Node x) {
    Shape shape = x.type().shape();
    if (shape.rank() == 0 || shape.elements() > 300) {
      return unary(x);
    }
    int axis = random.nextInt(shape.rank());
    int size = shape.size(axis);
    return switch (random.nextInt(4)) {
      case 0 -> build.select(x, slice(shape, axis));
      case 1 -> windows(x, axis);
      case 2 -> {
        List<Integer> start = new ArrayList<>(Spacing.all(shape).start());
        List<Integer> sizes = new ArrayList<>(shape.sizes());
        start.set(axis, random.nextInt(3));
        sizes.set(axis, start.get(axis) + size + random.nextInt(3));
        Spacing all = Spacing.all(shape);
        yield build.place(x, new Spacing(start, all.axes(), all.steps(), shape), new Shape(sizes));
      }
      default -> {
        Node other =
            tensors.tensor(
                new TensorType(x.type().dtype(), slice(shape, axis).shape(), x.type().batched()));
        yield build.concat(tensors.chance(0.5) ? List.of(x, other) : List.of(other, x, x), axis);
      }
    };
  }

  private Spacing slice(Shape shape, int axis) {
    int size = shape.size(axis);
    int from = random.nextInt(size);
    int step = 1 + random.nextInt(2);
    return Spacing.all(shape).slice(axis, from, step, (size - from - 1) / step + 1);
  }

  /// Windows, as they are or their sum or largest element; sometimes put back where they come from.
  private Node windows(Node x, int axis) {
    Shape shape = x.type().shape();
    int count = 1 + random.nextInt(Math.min(3, shape.size(axis)));
    int step = 1 + random.nextInt(2);
    Spacing places =
        Spacing.all(shape).window(axis, (shape.size(axis) - count) / step + 1, step, count, 1);
    Node windows = build.select(x, places);
    return switch (random.nextInt(4)) {
      case 0 -> windows;
      case 1 -> build.place(build.apply(one(TAME), windows), places, shape);
      default ->
          build.reduce(
              tensors.chance(0.5) ? Combine.MAX : Combine.SUM,
              windows,
              List.of(shape.rank()),
              false);
    };
  }

  /// Rows of `x`, or an element of each of its rows, as classes say.
  private Node gathered(Node x) {
    Shape shape = x.type().shape();
    if (shape.rank() == 0 || shape.rank() > 2 || shape.elements() > 300) {
      return unary(x);
    }
    boolean rows = shape.rank() == 1 || tensors.chance(0.5);
    Node index =
        tensors.label(shape.size(rows ? 0 : 1), rows ? Shape.of(2) : Shape.of(shape.size(0)));
    index = build.convert(index, x.type().dtype());
    String axes = shape.rank() == 1 ? "z" : rows ? "zr" : "sz";
    String table = (x.type().batched() ? "N" : "") + axes;
    String result = "Ns" + (axes.equals("zr") ? "r" : "");
    return build.add(new Gather.Read(table, "Ns", result), List.of(x, index));
  }

  /// The same elements as one axis, as two, or with an axis of 1 put in.
  private Shape reshaped(Shape shape) {
    int elements = shape.elements();
    int factor =
        IntStream.of(7, 5, 3, 2, 1).filter(each -> elements % each == 0).findFirst().orElseThrow();
    return switch (random.nextInt(3)) {
      case 0 -> Shape.of(elements);
      case 1 -> Shape.of(factor, elements / factor);
      default -> {
        List<Integer> sizes = new ArrayList<>(shape.sizes());
        sizes.add(random.nextInt(sizes.size() + 1), 1);
        yield new Shape(sizes);
      }
    };
  }

  /// (x - mean) / √(variance + ε), over the last axis or over the batch.
  private Node standardised(Node x) {
    Shape shape = x.type().shape();
    boolean batch = x.type().batched() && tensors.chance(0.5);
    List<Integer> axes = batch || shape.rank() == 0 ? List.of() : List.of(shape.rank() - 1);
    Node centred = build.subtract(x, mean(x, axes, batch));
    Node variance = mean(build.multiply(centred, centred), axes, batch);
    Node deviation =
        build.apply(
            ElementwiseOps.SQUARE_ROOT,
            build.add(variance, build.constant(x.type().dtype(), 1e-3)));
    return build.divide(centred, deviation);
  }

  private Node mean(Node x, List<Integer> axes, boolean batch) {
    double count =
        axes.stream().mapToInt(axis -> x.type().shape().size(axis)).reduce(1, (a, b) -> a * b);
    Node sum = build.reduce(Combine.SUM, x, axes, batch);
    Node number = build.constant(DType.F64, count);
    Node mean =
        build.divide(
            sum,
            build.convert(
                batch ? build.multiply(number, build.batchSize()) : number, x.type().dtype()));
    return build.reshape(mean, x.type().shape().keeping(axes));
  }

  /// Dropout: elements that a draw puts out.
  private Node dropped(Node x) {
    Node draw = build.add(new Uniform(DType.F32, streams++, x.type().shape()), List.of());
    Node single = build.convert(x, DType.F32);
    Node kept = build.less(build.constant(DType.F32, 0.4), draw);
    return build.where(
        kept, build.divide(single, build.constant(DType.F32, 0.6)), build.constant(DType.F32, 0));
  }

  /// Arithmetic in double precision, with the numbers of a training run.
  private Node wide(Node x) {
    Node step = build.add(new Source.StepNumber(), List.of());
    Node beta = build.constant(DType.F64, 0.9);
    Node decay =
        tensors.chance(0.3)
            ? tensors.input(TensorType.scalar(tensors.chance(0.5) ? DType.F64 : DType.F32))
            : build.subtract(build.constant(DType.F64, 1), build.power(beta, step));
    Node scaled = build.multiply(build.widen(x), tensors.chance(0.5) ? decay : build.batchSize());
    Node summed =
        tensors.chance(0.5)
            ? build.reduce(
                Combine.SUM,
                scaled,
                axes(x.type().shape()),
                x.type().batched() && tensors.chance(0.5))
            : scaled;
    return tensors.chance(0.8) ? build.narrow(summed) : summed;
  }

  /// Cross-entropy of the last axis, as the standard library has it.
  private Node crossEntropy(Node x) {
    Shape shape = x.type().shape();
    if (shape.rank() == 0 || !x.type().batched()) {
      return binary(x);
    }
    Node single = build.convert(x, DType.F32);
    int last = shape.rank() - 1;
    Shape kept = shape.keeping(List.of(last));
    Node largest = build.reshape(build.reduce(Combine.MAX, single, List.of(last), false), kept);
    Node shifted = build.subtract(single, build.apply(ElementwiseOps.STOP_GRADIENT, largest));
    Node sum =
        build.reduce(Combine.SUM, build.apply(ElementwiseOps.EXP, shifted), List.of(last), false);
    Node logarithm = build.subtract(shifted, build.log(build.reshape(sum, kept)));
    Node weighted = build.multiply(tensors.oneHot(shape.size(last)), logarithm);
    return build.negate(build.reduce(Combine.SUM, weighted, List.of(last), false));
  }

  /// A contraction whose left operand is `x`: each axis of it is kept, or shared by both operands, or summed over.
  private Node contraction(Node x) {
    Letters letters = new Letters();
    String axes = "abcdefgh".substring(0, x.type().shape().rank());
    for (char letter : (x.type().batched() ? Contract.BATCH + axes : axes).toCharArray()) {
      letters.left(letter);
    }
    for (char letter : "xy".substring(0, random.nextInt(3)).toCharArray()) {
      letters.right.append(letter);
      letters.result.append(letter);
    }
    if (!x.type().batched() && tensors.chance(0.2)) {
      letters.right.append(Contract.BATCH);
      letters.result.append(Contract.BATCH);
    }
    return letters.contract(x);
  }

  /// The letters of a contraction in the making.
  private final class Letters {
    final StringBuilder left = new StringBuilder();
    final StringBuilder right = new StringBuilder();
    final StringBuilder result = new StringBuilder();

    void left(char letter) {
      left.append(letter);
      boolean batch = letter == Contract.BATCH;
      double role = random.nextDouble();
      if (role < (batch ? 0.85 : 0.55)) {
        result.append(letter);
      }
      if (role > (batch ? 0.7 : 0.4)) {
        right.append(letter);
      }
    }

    Node contract(Node x) {
      String rightAxes = shuffled(right);
      String resultAxes = shuffled(result);
      int products = x.type().shape().elements();
      List<Integer> sizes = new ArrayList<>();
      for (char letter : rightAxes.replace("N", "").toCharArray()) {
        int position = left.toString().replace("N", "").indexOf(letter);
        sizes.add(position >= 0 ? x.type().shape().size(position) : tensors.size());
        products *= position >= 0 ? 1 : sizes.getLast();
      }
      if (products > MOST_PRODUCTS) {
        return unary(x);
      }
      DType dtype = x.type().dtype();
      Node other =
          tensors.tensor(new TensorType(dtype, new Shape(sizes), rightAxes.startsWith("N")));
      Contract draft =
          Contract.of(
              left.toString(), rightAxes, resultAxes, Optional.empty(), x.type(), other.type());
      TensorType type = draft.infer(List.of(x.type(), other.type()));
      Node sum =
          tensors.chance(0.4)
              ? withInitial(draft, x, other, type)
              : build.add(draft, List.of(x, other));
      return tensors.chance(0.5) ? build.apply(ElementwiseOps.TANH, sum) : sum;
    }

    /// The contraction started from a tensor that has some axes of the result.
    private Node withInitial(Contract draft, Node x, Node other, TensorType type) {
      StringBuilder axes = new StringBuilder();
      List<Integer> sizes = new ArrayList<>();
      for (char letter : draft.result().toCharArray()) {
        if (tensors.chance(letter == Contract.BATCH ? 0.3 : 0.7)) {
          axes.append(letter);
          int axis = draft.result().replace("N", "").indexOf(letter);
          if (axis >= 0) {
            sizes.add(type.shape().size(axis));
          }
        }
      }
      boolean batched = axes.indexOf("N") == 0;
      Node initial = tensors.tensor(new TensorType(type.dtype(), new Shape(sizes), batched));
      Optional<String> from = Optional.of(axes.toString());
      Contract contract =
          Contract.of(draft.left(), draft.right(), draft.result(), from, x.type(), other.type());
      return build.add(contract, List.of(x, other, initial));
    }

    /// The letters in some order, the batch first.
    private String shuffled(StringBuilder letters) {
      List<Character> list = new ArrayList<>();
      letters
          .chars()
          .filter(letter -> letter != Contract.BATCH)
          .forEach(letter -> list.add((char) letter));
      if (tensors.chance(0.3)) {
        Collections.shuffle(list, random);
      }
      StringBuilder text = new StringBuilder(letters.indexOf("N") >= 0 ? "N" : "");
      list.forEach(text::append);
      return text.toString();
    }
  }
}
