package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.let;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static netwright.loop.ElementType.F32;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;

/// Random loop programs: maps with broadcasts, reductions and contractions of sizes around the numbers of lanes.
final class RandomPrograms {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 19, 35};
  private static final Primitive[] UNARY = {
    Primitive.NEGATE,
    Primitive.ABSOLUTE,
    Primitive.SQUARE_ROOT,
    Primitive.FLOOR,
    Primitive.EXP,
    Primitive.TANH,
    Primitive.LOG1P,
    Primitive.SIN
  };
  private static final Primitive[] BINARY = {
    Primitive.ADD,
    Primitive.SUBTRACT,
    Primitive.MULTIPLY,
    Primitive.DIVIDE,
    Primitive.MINIMUM,
    Primitive.MAXIMUM
  };
  private static final Primitive[] COMPARISONS = {
    Primitive.LESS, Primitive.LESS_OR_EQUAL, Primitive.EQUAL, Primitive.NOT_EQUAL
  };
  private static final int MOST_WORK = 3_000;

  private final ProgramBuilder build = new ProgramBuilder();
  private final Random random;
  private int work;

  private RandomPrograms(long seed) {
    random = new Random(seed);
  }

  static LoopProgram program(long seed) {
    RandomPrograms programs = new RandomPrograms(seed);
    int kernels = 1 + programs.random.nextInt(4);
    for (int kernel = 0; kernel < kernels; kernel++) {
      switch (programs.random.nextInt(3)) {
        case 0 -> programs.map();
        case 1 -> programs.reduction();
        default -> programs.contraction();
      }
    }
    return programs.build.build();
  }

  private void map() {
    work = 1;
    List<Loop> loops = loops(1 + random.nextInt(3));
    List<LoopStmt> body = new ArrayList<>();
    List<Local> locals = new ArrayList<>();
    for (int lets = random.nextInt(3); lets > 0; lets--) {
      Local local = build.local(F32);
      body.add(let(local, expression(loops, locals, 3)));
      locals.add(local);
    }
    body.add(result(loops, expression(loops, locals, 3)));
    build.kernel(nest(loops, body));
  }

  private void reduction() {
    work = 1;
    List<Loop> outer = loops(random.nextInt(3));
    List<Loop> reduced = loops(1 + random.nextInt(2));
    List<Loop> all = new ArrayList<>(outer);
    all.addAll(reduced);
    Local shared = build.local(F32);
    List<LoopStmt.Let> lets = new ArrayList<>();
    List<Local> locals = new ArrayList<>();
    if (random.nextBoolean()) {
      lets.add(let(shared, expression(all, List.of(), 1)));
      locals.add(shared);
    }
    Combine combine = Combine.values()[random.nextInt(3)];
    LoopStmt.Reduction reduction =
        new LoopStmt.Reduction(
            build.local(F32), combine, reduced, lets, expression(all, locals, 2), build.lanes(F32));
    LoopExpr value =
        apply(Primitive.ADD, read(reduction.result()), expression(outer, List.of(), 1));
    build.kernel(nest(outer, List.of(reduction, result(outer, value))));
  }

  private void contraction() {
    work = 1;
    List<Loop> output = loops(random.nextInt(4));
    List<Loop> contracted = loops(1 + random.nextInt(2));
    List<Loop> left = pick(output);
    List<Loop> right = pick(output);
    left.addAll(contracted);
    right.addAll(random.nextInt(right.size() + 1), contracted);
    Order order = random.nextInt(3) == 0 ? Order.SIXTEEN_LANES : Order.SEQUENTIAL;
    boolean initial = order == Order.SEQUENTIAL && random.nextBoolean();
    Local sum = build.local(F32);
    Local next = build.local(F32);
    LoopExpr value = apply(Primitive.SUBTRACT, read(sum), expression(output, List.of(sum), 2));
    LoopStmt.Contraction contraction =
        new LoopStmt.Contraction(
            output,
            contracted,
            tensor(left),
            tensor(right),
            initial ? Optional.of(tensor(pick(output))) : Optional.empty(),
            order,
            sum,
            List.of(let(next, value), result(output, read(next))),
            build.lanesAndCopies(random.nextInt(3) * 1_000));
    build.kernel(random.nextInt(4) == 0 ? parallelAround(contraction) : contraction);
  }

  private LoopStmt parallelAround(LoopStmt.Contraction contraction) {
    if (contraction.output().isEmpty()) {
      return contraction;
    }
    List<Loop> output = contraction.output();
    int outer = random.nextInt(output.size());
    List<Loop> rest = new ArrayList<>(output);
    Loop loop = rest.remove(outer);
    return parallel(
        loop,
        new LoopStmt.Contraction(
            rest,
            contraction.contracted(),
            contraction.left(),
            contraction.right(),
            contraction.initial(),
            contraction.order(),
            contraction.accumulator(),
            contraction.epilogue(),
            contraction.lanes()));
  }

  private LoopStmt nest(List<Loop> loops, List<LoopStmt> body) {
    List<LoopStmt> inner = body;
    for (Loop loop : loops.reversed()) {
      inner = List.of(new LoopStmt.For(loop, true, inner));
    }
    return inner.size() == 1
        ? inner.getFirst()
        : parallel(build.loop(1), inner.toArray(LoopStmt[]::new));
  }

  private List<Loop> loops(int count) {
    List<Loop> loops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean batch =
          random.nextInt(3) == 0
              && loops.stream().allMatch(loop -> loop.extent() instanceof Extent.Fixed);
      loops.add(batch && work <= 100 ? build.rows(1 + random.nextInt(2)) : build.loop(size()));
      work *=
          loops.getLast().extent() instanceof Extent.Fixed(int size)
              ? size
              : ProgramBuilder.CAPACITY;
    }
    return loops;
  }

  /// A size that keeps the interpreter's work within bounds.
  private int size() {
    int size = SIZES[random.nextInt(SIZES.length)];
    return work * size <= MOST_WORK ? size : 1 + random.nextInt(3);
  }

  private List<Loop> pick(List<Loop> loops) {
    List<Loop> picked = new ArrayList<>(loops);
    picked.removeIf(loop -> random.nextInt(3) == 0);
    if (random.nextInt(4) == 0) {
      java.util.Collections.shuffle(picked, random);
    }
    return picked;
  }

  private LoopStmt result(List<Loop> loops, LoopExpr value) {
    LoopExpr.Load place = tensor(loops);
    return store(place.buffer(), place.position(), value);
  }

  /// An element of a new tensor with these axes, row-major.
  private LoopExpr.Load tensor(List<Loop> axes) {
    Affine position = Affine.of(0);
    int size = 1;
    for (Loop loop : axes.reversed()) {
      position = position.plus(loop.index(), size);
      size *=
          switch (loop.extent()) {
            case Extent.Fixed fixed -> fixed.count();
            case Extent.PerRow perRow -> perRow.times() * ProgramBuilder.CAPACITY;
          };
    }
    Buffer buffer = build.buffer(random.nextBoolean() ? Space.SCRATCH : Space.PERSISTENT, size);
    return load(buffer, position);
  }

  private LoopExpr expression(List<Loop> loops, List<Local> locals, int depth) {
    int choice = random.nextInt(depth == 0 ? 4 : 9);
    return switch (choice) {
      case 0 -> constant((float) random.nextGaussian());
      case 1 ->
          locals.isEmpty() ? tensor(pick(loops)) : read(locals.get(random.nextInt(locals.size())));
      case 2, 3 -> tensor(pick(loops));
      case 4 -> apply(UNARY[random.nextInt(UNARY.length)], expression(loops, locals, depth - 1));
      case 5 ->
          apply(
              Primitive.SELECT,
              apply(
                  COMPARISONS[random.nextInt(COMPARISONS.length)],
                  expression(loops, locals, depth - 1),
                  expression(loops, locals, depth - 1)),
              expression(loops, locals, depth - 1),
              expression(loops, locals, depth - 1));
      case 6 ->
          apply(
              Primitive.FMA,
              expression(loops, locals, depth - 1),
              expression(loops, locals, depth - 1),
              expression(loops, locals, depth - 1));
      default ->
          apply(
              BINARY[random.nextInt(BINARY.length)],
              expression(loops, locals, depth - 1),
              expression(loops, locals, depth - 1));
    };
  }
}
