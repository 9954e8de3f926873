package netwright.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import netwright.ir.DType;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.loop.Order;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.Spacing;
import netwright.op.Uniform;

/// Every operation on operands of many shapes, in f32: sizes around those of vectors, of 1, and broadcasts.
final class OpCases {
  /// Left, right, result and initial letters of contractions; sizes by letter are tried one list after the other.
  private static final String[] CONTRACTIONS = {
    "Ni,io->No",
    "Ni,io+o->No",
    "Ni,io+No->No",
    "Ni,io+->No",
    "Ni,oi->No",
    "No,io->Ni",
    "Ni,No->io",
    "Ni,No->oi",
    "Nti,io->Nto",
    "Nti,io+o->Nto",
    "Nti,Nto->io",
    "Ntij,Ntjo->Ntio",
    "Nti,Noi->Nto",
    "Nti,io->Not",
    "ti,io->to",
    "ti,io+to->to",
    "i,io->o",
    "i,i->",
    "Ni,Ni->N",
    "Ni,i->N",
    "i,o->io",
    "Ni,No->Nio",
    "Ni,No+io->Nio",
    "N,Ni->i",
    ",i->i",
    "ij,oij->o",
    "Nij,Nij->",
    "i,Nio->No"
  };

  private static final int[][] SIZES = {
    {1, 1, 1, 1},
    {3, 5, 2, 3},
    {16, 15, 2, 2},
    {17, 16, 1, 3},
    {1, 35, 3, 2},
    {35, 1, 2, 3},
    {2, 3, 1, 2},
    {70, 3, 2, 1}
  };

  private OpCases() {}

  /// Those of all families.
  static List<OpCase> all() {
    return Stream.of(
            elementwise(),
            reductions(),
            contractions(),
            moves(),
            places(),
            gathers(),
            ranks(),
            sources())
        .flatMap(List::stream)
        .toList();
  }

  /// The shapes that operations of one operand are tried on.
  private static List<TensorType> types() {
    List<TensorType> types = new ArrayList<>();
    for (boolean batched : new boolean[] {false, true}) {
      for (int size : new int[] {1, 2, 3, 8, 15, 16, 17, 35}) {
        types.add(type(batched, size));
      }
      types.add(type(batched));
      types.add(type(batched, 3, 5));
      types.add(type(batched, 1, 1));
      types.add(type(batched, 2, 3, 4));
    }
    types.add(type(true, 1000));
    return types;
  }

  static TensorType type(boolean batched, int... sizes) {
    return new TensorType(DType.F32, Shape.of(sizes), batched);
  }

  private static List<OpCase> elementwise() {
    List<OpCase> cases = new ArrayList<>();
    for (Elementwise operation : ElementwiseOps.ALL) {
      DType dtype = operation == ElementwiseOps.NARROW ? DType.F64 : DType.F32;
      for (TensorType type : types()) {
        List<TensorType> operands =
            IntStream.range(0, operation.arity()).mapToObj(_ -> type).toList();
        cases.add(new OpCase(operation, operands).with(dtype));
      }
      if (operation.arity() > 1) {
        broadcasts().forEach(pair -> cases.add(new OpCase(operation, operands(operation, pair))));
      }
    }
    return cases;
  }

  private static List<TensorType> operands(Elementwise operation, List<TensorType> pair) {
    return operation.arity() == 2 ? pair : List.of(pair.get(1), pair.get(0), pair.get(1));
  }

  /// Pairs of types that NumPy's rules bring together.
  private static List<List<TensorType>> broadcasts() {
    List<List<TensorType>> pairs = new ArrayList<>();
    TensorType[][] some = {
      {type(false), type(false, 3)},
      {type(true), type(false, 5)},
      {type(true, 1), type(false, 17)},
      {type(true, 3, 1), type(false, 1, 4)},
      {type(true, 2, 3), type(true, 3)},
      {type(false, 16), type(true)},
      {type(false, 1, 1), type(false)},
      {type(true, 4, 1, 2), type(true, 3, 1)}
    };
    for (TensorType[] pair : some) {
      pairs.add(List.of(pair[0], pair[1]));
      pairs.add(List.of(pair[1], pair[0]));
    }
    return pairs;
  }

  private static List<OpCase> reductions() {
    List<OpCase> cases = new ArrayList<>();
    for (Combine combine : Combine.values()) {
      for (TensorType type : types()) {
        for (int choice = 0; choice < 1 << type.shape().rank(); choice++) {
          int chosen = choice;
          List<Integer> axes =
              IntStream.range(0, type.shape().rank())
                  .filter(axis -> (chosen >> axis & 1) == 1)
                  .boxed()
                  .toList();
          cases.add(new OpCase(new Reduce(combine, axes, false), List.of(type)));
          if (type.batched()) {
            cases.add(new OpCase(new Reduce(combine, axes, true), List.of(type)));
          }
        }
      }
    }
    return cases;
  }

  private static List<OpCase> contractions() {
    List<OpCase> cases = new ArrayList<>();
    for (String form : CONTRACTIONS) {
      for (int[] sizes : SIZES) {
        addContraction(form, sizes, cases);
      }
    }
    return cases;
  }

  /// The contraction in the order it has by itself and, where there is another one, in that as well.
  private static void addContraction(String form, int[] sizes, List<OpCase> cases) {
    String[] letters = form.split("[,+]|->", -1);
    Optional<String> initial = form.contains("+") ? Optional.of(letters[2]) : Optional.empty();
    List<TensorType> operands =
        Stream.of(letters).limit(letters.length - 1).map(each -> type(each, sizes)).toList();
    for (Order order : Order.values()) {
      if (order == Order.SEQUENTIAL || initial.isEmpty()) {
        Contract contract =
            new Contract(letters[0], letters[1], letters[letters.length - 1], initial, order);
        cases.add(new OpCase(contract, operands));
      }
    }
  }

  private static TensorType type(String letters, int[] sizes) {
    Map<Character, Integer> byLetter =
        new HashMap<>(Map.of('i', sizes[0], 'o', sizes[1], 't', sizes[2], 'j', sizes[3]));
    List<Integer> shape =
        letters.replace("N", "").chars().mapToObj(letter -> byLetter.get((char) letter)).toList();
    return new TensorType(DType.F32, new Shape(shape), letters.startsWith("N"));
  }

  private static List<OpCase> moves() {
    List<OpCase> cases = new ArrayList<>();
    for (boolean batched : new boolean[] {false, true}) {
      for (int[] sizes :
          new int[][] {{1, 1, 1}, {3, 1, 5}, {2, 3, 4}, {16, 17, 1}, {1, 15, 2}, {5, 1, 35}}) {
        TensorType type = type(batched, sizes);
        for (List<Integer> order :
            List.of(List.of(0, 2, 1), List.of(2, 1, 0), List.of(1, 2, 0), List.of(2, 0, 1))) {
          cases.add(new OpCase(new Move.Transpose(order), List.of(type)));
        }
        int elements = type.shape().elements();
        for (Shape shape :
            List.of(
                Shape.of(elements),
                Shape.of(1, elements),
                Shape.of(sizes[2], elements / sizes[2]))) {
          cases.add(new OpCase(new Move.Reshape(shape), List.of(type)));
        }
        List<Integer> filled =
            type.shape().sizes().stream().map(size -> size == 1 ? 3 : size).toList();
        cases.add(new OpCase(new Move.Broadcast(new Shape(filled), true), List.of(type)));
        Shape longer = Shape.of(2, filled.get(0), filled.get(1), filled.get(2));
        cases.add(new OpCase(new Move.Broadcast(longer, batched), List.of(type)));
      }
      for (int size : new int[] {1, 3, 15, 16, 17, 35}) {
        cases.add(new OpCase(new Move.Transpose(List.of(1, 0)), List.of(type(batched, size, 7))));
        cases.add(new OpCase(new Move.Broadcast(Shape.of(size), true), List.of(type(batched))));
      }
    }
    return cases;
  }

  /// Slices, windows that overlap or leave gaps, and both together, taken and put back.
  private static List<OpCase> places() {
    List<OpCase> cases = new ArrayList<>();
    for (boolean batched : new boolean[] {false, true}) {
      for (int size : new int[] {1, 2, 15, 16, 17, 35}) {
        Shape flat = Shape.of(size + 2);
        spaced(Spacing.all(flat).slice(0, 1, 1, size), flat, batched, cases);
        Shape last = Shape.of(3, 2 * size);
        spaced(Spacing.all(last).slice(1, 1, 2, size), last, batched, cases);
        spaced(Spacing.all(last).slice(0, 1, 1, 2).slice(1, 0, 1, size), last, batched, cases);
        Shape images = Shape.of(4, 5, size);
        spaced(
            Spacing.all(images).window(0, 2, 2, 2, 1).window(1, 3, 1, 3, 1),
            images,
            batched,
            cases);
        spaced(Spacing.all(images).window(0, 2, 1, 2, 2).slice(1, 2, 1, 2), images, batched, cases);
        Shape series = Shape.of(size + 3, 2);
        spaced(Spacing.all(series).window(0, size, 1, 4, 1), series, batched, cases);
        cases.add(new OpCase(new Move.Concat(0), List.of(type(batched, size), type(batched, 3))));
        for (int axis = 0; axis < 3; axis++) {
          int[] other = {2, 3, size};
          other[axis] = 1 + size / 2;
          cases.add(
              new OpCase(
                  new Move.Concat(axis),
                  List.of(
                      type(batched, 2, 3, size), type(batched, other), type(batched, 2, 3, size))));
        }
      }
      Shape single = Shape.of(7);
      spaced(new Spacing(List.of(3), List.of(), List.of(), Shape.SCALAR), single, batched, cases);
    }
    cases.add(new OpCase(new Move.Concat(0), List.of(type(true, 1000), type(true, 1))));
    spaced(Spacing.all(Shape.of(1000)).window(0, 300, 3, 5, 2), Shape.of(1000), true, cases);
    return cases;
  }

  private static void spaced(Spacing places, Shape large, boolean batched, List<OpCase> cases) {
    TensorType type = new TensorType(DType.F32, large, batched);
    cases.add(new OpCase(new Move.Select(places), List.of(type)));
    cases.add(new OpCase(new Move.Place(places, large), List.of(type.with(places.shape()))));
  }

  private static final String[] GATHERS = {
    "io,N->No",
    "io,Nt->Nto",
    "No,N->N",
    "Nto,Nt->Nt",
    "io,t->to",
    "Nio,Nt->Nto",
    "oi,Nt->Nto",
    "i,->",
    "Nio,N->No",
    "jio,Nt->Ntjo"
  };

  private static List<OpCase> gathers() {
    List<OpCase> cases = new ArrayList<>();
    for (String form : GATHERS) {
      String[] letters = form.split(",|->", -1);
      for (int[] sizes : SIZES) {
        Gather.Read read = new Gather.Read(letters[0], letters[1], letters[2]);
        cases.add(new OpCase(read, List.of(type(letters[0], sizes), type(letters[1], sizes))));
        int size = type(String.valueOf(read.counted()), sizes).shape().size(0);
        cases.add(
            new OpCase(
                new Gather.ScatterAdd(letters[2], letters[1], letters[0], size),
                List.of(type(letters[2], sizes), type(letters[1], sizes))));
      }
    }
    return cases;
  }

  private static List<OpCase> ranks() {
    return Stream.concat(
            Stream.of(type(true), type(true, 2, 3)),
            IntStream.rangeClosed(1, 20).mapToObj(size -> type(true, size)))
        .map(type -> new OpCase(new Ranks(), List.of(type)))
        .toList();
  }

  private static List<OpCase> sources() {
    List<Operation> sources = new ArrayList<>();
    for (DType dtype : DType.values()) {
      sources.add(new Source.Constant(dtype, -1.5));
      sources.add(new Source.Range(dtype, 1));
      sources.add(new Source.Range(dtype, 17));
      sources.add(new Source.SampleNumber(dtype));
      sources.add(new Uniform(dtype, 3, Shape.of(5, 7)));
      sources.add(new Uniform(dtype, 4, Shape.SCALAR));
      sources.add(new Uniform(dtype, 5, Shape.of(5, 7), false));
      sources.add(new Source.Input("given." + dtype, new TensorType(dtype, Shape.of(3, 2), true)));
    }
    sources.add(new Source.BatchSize());
    sources.add(new Source.StepNumber());
    return sources.stream().map(operation -> new OpCase(operation, List.of())).toList();
  }
}
