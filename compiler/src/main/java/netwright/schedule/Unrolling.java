package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Span;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Order;
import netwright.loop.Primitive;

/// Runs kernels on symbols: all loops but the one over the rows are written out, and what one kernel stores the next
/// ones read as a local. What is left is one list of lets for a row, and the sums over all rows.
final class Unrolling {
  /// The row.
  static final Index ROW = new Index("row");

  private static final int MOST_LETS = 2_000;
  private static final int LANES = 16;
  private static final String OVERWRITTEN = "something is overwritten while it is read";

  private final Map<Buffer, Map<Affine, LoopExpr>> memory = new HashMap<>();
  private final Set<Buffer> hidden = new HashSet<>();
  private final Map<Index, Affine> indices = new HashMap<>();
  private final Map<Local, LoopExpr> locals = new HashMap<>();
  private final Map<Load, LoopExpr> loaded = new HashMap<>();
  private final List<Let> lets = new ArrayList<>();
  private final Map<Local, LoopExpr> definitions = new HashMap<>();
  private final Map<Local, Span> origins = new HashMap<>();
  private final List<Sum> sums = new ArrayList<>();
  private Span origin = Span.NONE;
  private String obstacle = "";

  /// Σ left · right over all rows, or Σ left.
  ///
  /// @param summand what it adds up, in single precision if that is a widened float; or `left`
  record Sum(LoopExpr left, Optional<LoopExpr> right, LoopExpr summand, Span origin) {
    ElementType type() {
      return left.type();
    }
  }

  /// Whether everything so far could be written out.
  boolean possible() {
    return obstacle.isEmpty();
  }

  /// The first thing that could not be, for people.
  String obstacle() {
    return obstacle;
  }

  List<Let> lets() {
    return List.copyOf(lets);
  }

  List<Sum> sums() {
    return List.copyOf(sums);
  }

  /// The value of `local` where it was defined.
  LoopExpr definition(Local local) {
    return definitions.get(local);
  }

  Span origin(Local local) {
    return origins.getOrDefault(local, Span.NONE);
  }

  /// What `buffer` holds, by position.
  Map<Affine, LoopExpr> stored(Buffer buffer) {
    return memory.getOrDefault(buffer, Map.of());
  }

  /// Notes that `buffer` is written by something that is not run here: from now on nobody may read it.
  void hide(Buffer buffer) {
    forget(buffer);
    hidden.add(buffer);
  }

  private void forget(Buffer buffer) {
    memory.keySet().removeIf(buffer::overlaps);
    hidden.removeIf(buffer::overlaps);
  }

  /// Whether nobody may read `buffer`.
  boolean isHidden(Buffer buffer) {
    return hidden.stream().anyMatch(buffer::overlaps);
  }

  /// Runs a kernel that computes values of one row, or values that are the same for all. What lay where its results go is
  /// forgotten before, for what reads the one never reads the other: the plan sees to it.
  void run(LoopKernel kernel) {
    origin = kernel.origin();
    Loops.written(kernel.body()).forEach(this::forget);
    kernel.body().forEach(this::statement);
  }

  /// Runs the sums over all rows that a kernel starts with, and nothing after them.
  void sum(LoopKernel kernel) {
    origin = kernel.origin();
    kernel.body().forEach(this::sum);
  }

  private void sum(LoopStmt statement) {
    switch (statement) {
      case For loop -> iterations(loop.loop(), () -> loop.body().forEach(this::sum));
      case Reduction reduction ->
          iterations(
              reduction.reduced(),
              () -> {
                reduction.lets().forEach(this::statement);
                sum(value(reduction.element()), Optional.empty());
              });
      case Contraction contraction ->
          iterations(
              contraction.output(),
              () ->
                  iterations(
                      contraction.contracted(),
                      () ->
                          sum(value(contraction.left()), Optional.of(value(contraction.right())))));
      case Let _, Store _ -> {}
      case LoopStmt.ScatterAdd _, LoopStmt.Sweep _ -> impossible("something is scattered");
    }
  }

  private void sum(LoopExpr left, Optional<LoopExpr> right) {
    sums.add(new Sum(left, right, summand(left), origin));
  }

  private LoopExpr summand(LoopExpr left) {
    LoopExpr element = left;
    if (element instanceof Read(Local local) && local.type() == ElementType.F64) {
      element = definitions.get(local);
    }
    return element instanceof Apply apply && apply.primitive() == Primitive.WIDEN
        ? apply.arguments().getFirst()
        : element;
  }

  private void statement(LoopStmt statement) {
    switch (statement) {
      case For loop -> iterations(loop.loop(), () -> loop.body().forEach(this::statement));
      case Let let -> locals.put(let.local(), define(let.local().name(), value(let.value())));
      case Store store ->
          memory
              .computeIfAbsent(store.buffer(), _ -> new HashMap<>())
              .put(position(store.position()), value(store.value()));
      case Reduction reduction -> locals.put(reduction.result(), reduce(reduction));
      case Contraction contraction ->
          iterations(
              contraction.output(),
              () -> {
                locals.put(contraction.accumulator(), contract(contraction));
                contraction.epilogue().forEach(this::statement);
              });
      case LoopStmt.ScatterAdd _, LoopStmt.Sweep _ -> impossible("something is scattered");
    }
  }

  private void iterations(List<Loop> loops, Runnable body) {
    if (loops.isEmpty()) {
      body.run();
    } else {
      iterations(loops.getFirst(), () -> iterations(loops.subList(1, loops.size()), body));
    }
  }

  private void iterations(Loop loop, Runnable body) {
    switch (loop.extent()) {
      case Extent.Fixed(int count) -> {
        for (int i = 0; i < count && possible(); i++) {
          indices.put(loop.index(), Affine.of(i));
          body.run();
        }
      }
      case Extent.PerRow(int times) -> {
        for (int i = 0; i < times && possible(); i++) {
          indices.put(loop.index(), Affine.of(i).plus(ROW, times));
          body.run();
        }
      }
    }
  }

  /// None of `loops`, which join elements, may go over the rows.
  private void requireOneRow(List<Loop> loops) {
    require(
        loops.stream().noneMatch(loop -> loop.extent() instanceof Extent.PerRow),
        "something joins rows otherwise than as a sum of each element in sixteen lanes");
  }

  private LoopExpr contract(Contraction contraction) {
    requireOneRow(contraction.contracted());
    require(contraction.order() == Order.SEQUENTIAL, "products are added up in sixteen lanes");
    ElementType type = contraction.accumulator().type();
    String name = contraction.accumulator().name();
    LoopExpr[] sum = {contraction.initial().map(this::value).orElse(new Constant(type, 0))};
    iterations(
        contraction.contracted(),
        () ->
            sum[0] =
                define(
                    name,
                    apply(
                        Primitive.FMA,
                        type,
                        value(contraction.left()),
                        value(contraction.right()),
                        sum[0])));
    return sum[0];
  }

  private LoopExpr reduce(Reduction reduction) {
    requireOneRow(reduction.reduced());
    List<LoopExpr> elements = new ArrayList<>();
    iterations(
        reduction.reduced(),
        () -> {
          reduction.lets().forEach(this::statement);
          elements.add(define(reduction.result().name(), value(reduction.element())));
        });
    ElementType type = reduction.element().type();
    String name = reduction.result().name();
    return switch (reduction.combine()) {
      case SUM -> sixteenLanes(name, type, elements);
      case MAX -> {
        LoopExpr largest = new Constant(type, Double.NEGATIVE_INFINITY);
        for (LoopExpr element : elements) {
          largest = define(name, apply(Primitive.MAXIMUM, type, largest, element));
        }
        yield largest;
      }
      case ARGMAX -> impossible("it is asked where something is largest");
    };
  }

  private LoopExpr sixteenLanes(String name, ElementType type, List<LoopExpr> elements) {
    List<LoopExpr> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(new Constant(type, 0));
    }
    for (int i = 0; i < elements.size(); i++) {
      lanes.set(i % LANES, add(name, type, lanes.get(i % LANES), elements.get(i)));
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes.set(lane, lanesSum(name, type, lanes.get(lane), lanes.get(lane + half)));
      }
    }
    return lanes.getFirst();
  }

  private LoopExpr add(String name, ElementType type, LoopExpr a, LoopExpr b) {
    return define(name, apply(Primitive.ADD, type, a, b));
  }

  /// The sum of two lanes. A lane is never -0, so one without elements changes nothing.
  private LoopExpr lanesSum(String name, ElementType type, LoopExpr a, LoopExpr b) {
    return b instanceof Constant ? a : add(name, type, a, b);
  }

  private static LoopExpr apply(Primitive primitive, ElementType type, LoopExpr... arguments) {
    return new Apply(primitive, type, List.of(arguments));
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      impossible(otherwise);
    }
  }

  private LoopExpr impossible(String why) {
    obstacle = obstacle.isEmpty() ? why : obstacle;
    return new Constant(ElementType.F32, 0);
  }

  private LoopExpr define(String name, LoopExpr value) {
    if (value instanceof Read || value instanceof Constant) {
      return value;
    }
    require(lets.size() < MOST_LETS, "a row takes more than " + MOST_LETS + " operations");
    Local local = new Local(name + "_" + lets.size(), value.type());
    lets.add(new Let(local, value));
    definitions.put(local, value);
    origins.put(local, origin);
    return new Read(local);
  }

  private LoopExpr value(LoopExpr expression) {
    return switch (expression) {
      case Load load -> load(load.buffer(), position(load.position()));
      case LoopExpr.Pick _ -> impossible("something is chosen by its number");
      case Read read -> locals.get(read.local());
      case Position position -> new Position(position.type(), position(position.position()));
      case Uniform uniform ->
          new Uniform(uniform.type(), uniform.stream(), position(uniform.element()));
      case Apply apply -> simplified(apply, apply.arguments().stream().map(this::value).toList());
      case Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> expression;
    };
  }

  private Affine position(Affine position) {
    Affine sum = Affine.of(position.constant());
    for (Affine.Term term : position.terms()) {
      sum = sum.plus(indices.get(term.index()), term.stride());
    }
    return sum;
  }

  private LoopExpr load(Buffer buffer, Affine position) {
    Map<Affine, LoopExpr> known = memory.get(buffer);
    if (known != null) {
      LoopExpr value = known.get(position);
      return value == null ? impossible(OVERWRITTEN) : value;
    }
    if (memory.keySet().stream().anyMatch(buffer::overlaps)) {
      return impossible(OVERWRITTEN);
    }
    if (isHidden(buffer)) {
      return impossible("something needs all rows before the next layer");
    }
    Load load = new Load(buffer, position);
    LoopExpr before = loaded.get(load);
    if (before == null) {
      before = define("x" + buffer.offset(), load);
      loaded.put(load, before);
    }
    return before;
  }

  /// `apply` to `arguments`; a truth value that went through memory as 1 or 0 is a mask again.
  private LoopExpr simplified(Apply apply, List<LoopExpr> arguments) {
    if (apply.primitive() == Primitive.NOT_EQUAL
        && isNumber(arguments.getLast(), 0)
        && arguments.getFirst() instanceof Read(Local local)
        && definitions.get(local) instanceof Apply choice
        && choice.primitive() == Primitive.SELECT
        && isNumber(choice.arguments().get(1), 1)
        && isNumber(choice.arguments().get(2), 0)) {
      return choice.arguments().getFirst();
    }
    return new Apply(apply.primitive(), apply.type(), arguments);
  }

  private static boolean isNumber(LoopExpr expression, double number) {
    return expression instanceof Constant(ElementType _, double value) && value == number;
  }
}
