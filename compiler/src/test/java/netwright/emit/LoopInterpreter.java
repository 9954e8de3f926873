package netwright.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Order;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.math.Fma;
import netwright.runtime.math.Functions;
import netwright.runtime.random.Uniform;

/// The meaning of loop programs, read off the documentation of the loop language: every value is held as a double and
/// rounded after each operation.
public final class LoopInterpreter implements Program {
  private final LoopProgram program;
  private final Map<Index, Integer> indices = new HashMap<>();
  private final Map<Local, Double> locals = new HashMap<>();
  private Memory memory;
  private int rows;

  public LoopInterpreter(LoopProgram program) {
    this.program = program;
  }

  @Override
  public void run(Memory programMemory, int rowCount) {
    memory = programMemory;
    rows = rowCount;
    program.kernels().stream()
        .filter(kernel -> kernel.rows().include(rows))
        .forEach(kernel -> block(kernel.body()));
  }

  private void block(List<? extends LoopStmt> statements) {
    statements.forEach(this::statement);
  }

  private void statement(LoopStmt statement) {
    switch (statement) {
      case LoopStmt.For loop -> loop(loop.loop(), () -> block(loop.body()));
      case LoopStmt.Let let -> locals.put(let.local(), value(let.value()));
      case LoopStmt.Store store -> store(store.buffer(), store.position(), value(store.value()));
      case LoopStmt.ScatterAdd add -> {
        Affine place = picked(add.position(), add.index(), add.stride(), add.count());
        double sum = load(add.buffer(), place) + value(add.value());
        store(add.buffer(), place, round(add.value().type(), sum));
      }
      case LoopStmt.Reduction reduction -> locals.put(reduction.result(), reduce(reduction));
      case LoopStmt.Contraction contraction ->
          loops(
              contraction.output(),
              () -> {
                locals.put(contraction.accumulator(), contract(contraction));
                block(contraction.epilogue());
              });
      case LoopStmt.Sweep sweep -> sweep(sweep);
    }
  }

  private void loop(Loop loop, Runnable body) {
    int count =
        switch (loop.extent()) {
          case Extent.Fixed fixed -> fixed.count();
          case Extent.PerRow perRow -> perRow.times() * rows;
        };
    for (int iteration = 0; iteration < count; iteration++) {
      indices.put(loop.index(), iteration);
      body.run();
    }
  }

  private void loops(List<Loop> loops, Runnable body) {
    if (loops.isEmpty()) {
      body.run();
    } else {
      loop(loops.getFirst(), () -> loops(loops.subList(1, loops.size()), body));
    }
  }

  private void sweep(LoopStmt.Sweep sweep) {
    double[][] lanes = new double[sweep.sums().size()][16];
    int[] row = {0};
    loop(
        sweep.rows(),
        () -> {
          block(sweep.body());
          for (int number = 0; number < lanes.length; number++) {
            join(sweep.sums().get(number), lanes[number], row[0] % 16);
          }
          row[0]++;
        });
    for (int number = 0; number < lanes.length; number++) {
      LoopStmt.RowSum sum = sweep.sums().get(number);
      store(sum.result(), Affine.of(0), tree(sum.left().type(), lanes[number]));
    }
  }

  private void join(LoopStmt.RowSum sum, double[] lanes, int lane) {
    ElementType type = sum.left().type();
    double left = value(sum.left());
    lanes[lane] =
        sum.right()
            .map(right -> fma(type, left, value(right), lanes[lane]))
            .orElseGet(() -> round(type, lanes[lane] + left));
  }

  private double contract(LoopStmt.Contraction contraction) {
    ElementType type = contraction.accumulator().type();
    boolean sequential = contraction.order() == Order.SEQUENTIAL;
    double[] lanes = new double[sequential ? 1 : 16];
    lanes[0] = contraction.initial().map(this::value).orElse(0.0);
    int[] number = {0};
    loops(
        contraction.contracted(),
        () -> {
          int lane = number[0]++ % lanes.length;
          lanes[lane] =
              fma(type, value(contraction.left()), value(contraction.right()), lanes[lane]);
        });
    return sequential ? lanes[0] : tree(type, lanes);
  }

  private double reduce(LoopStmt.Reduction reduction) {
    ElementType type = reduction.element().type();
    double[] lanes = new double[16];
    double[] largest = {Double.NEGATIVE_INFINITY};
    int[] first = {0};
    int[] number = {0};
    loops(
        reduction.reduced(),
        () -> {
          block(reduction.lets());
          double element = value(reduction.element());
          int lane = number[0] % 16;
          lanes[lane] = round(type, lanes[lane] + element);
          if (element > largest[0] || (Double.isNaN(element) && !Double.isNaN(largest[0]))) {
            first[0] = number[0];
          }
          largest[0] = Math.max(largest[0], element);
          number[0]++;
        });
    return switch (reduction.combine()) {
      case SUM -> tree(type, lanes);
      case MAX -> largest[0];
      case ARGMAX -> first[0];
    };
  }

  private static double tree(ElementType type, double[] lanes) {
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] = round(type, lanes[lane] + lanes[lane + half]);
      }
    }
    return lanes[0];
  }

  private double value(LoopExpr expression) {
    return switch (expression) {
      case LoopExpr.Constant constant -> constant.value();
      case LoopExpr.Load load -> load(load.buffer(), load.position());
      case LoopExpr.Pick pick ->
          load(pick.buffer(), picked(pick.position(), pick.index(), pick.stride(), pick.count()));
      case LoopExpr.Read read -> locals.get(read.local());
      case LoopExpr.Position position -> round(position.type(), position(position.position()));
      case LoopExpr.RowCount _ -> rows;
      case LoopExpr.StepCount _ -> memory.step;
      case LoopExpr.Uniform uniform ->
          uniform(uniform.type(), uniform.stream(), position(uniform.element()));
      case LoopExpr.Apply apply -> apply(apply);
    };
  }

  private double uniform(ElementType type, int stream, int element) {
    return type == ElementType.F32
        ? Uniform.ofFloat(memory.seed, stream, memory.step, element)
        : Uniform.ofDouble(memory.seed, stream, memory.step, element);
  }

  private double apply(LoopExpr.Apply apply) {
    double[] x = apply.arguments().stream().mapToDouble(this::value).toArray();
    return switch (apply.primitive()) {
      case BITS -> Float.floatToRawIntBits((float) x[0]);
      case FROM_BITS -> Float.intBitsToFloat((int) x[0]);
      case INT_ADD -> (int) x[0] + (int) x[1];
      case INT_SUBTRACT -> (int) x[0] - (int) x[1];
      case INT_AND -> (int) x[0] & (int) x[1];
      case INT_OR -> (int) x[0] | (int) x[1];
      case INT_XOR -> (int) x[0] ^ (int) x[1];
      case SHIFT_LEFT -> (int) x[0] << (int) x[1];
      case SHIFT_RIGHT -> (int) x[0] >> (int) x[1];
      case SHIFT_RIGHT_UNSIGNED -> (int) x[0] >>> (int) x[1];
      case FMA -> fma(apply.type(), x[0], x[1], x[2]);
      default -> round(apply.type(), real(apply.primitive(), apply.type() == ElementType.F32, x));
    };
  }

  private static double real(Primitive primitive, boolean single, double[] x) {
    return switch (primitive) {
      case ADD -> x[0] + x[1];
      case SUBTRACT -> x[0] - x[1];
      case MULTIPLY -> x[0] * x[1];
      case DIVIDE -> x[0] / x[1];
      case NEGATE -> -x[0];
      case ABSOLUTE -> Math.abs(x[0]);
      case SQUARE_ROOT -> Math.sqrt(x[0]);
      case FLOOR -> Math.floor(x[0]);
      case MINIMUM -> Math.min(x[0], x[1]);
      case MAXIMUM -> Math.max(x[0], x[1]);
      case LESS -> x[0] < x[1] ? 1 : 0;
      case LESS_OR_EQUAL -> x[0] <= x[1] ? 1 : 0;
      case EQUAL -> x[0] == x[1] ? 1 : 0;
      case NOT_EQUAL -> x[0] != x[1] ? 1 : 0;
      case SELECT -> x[0] != 0 ? x[1] : x[2];
      case WIDEN, NARROW -> x[0];
      case EXP -> single ? Functions.exp((float) x[0]) : StrictMath.exp(x[0]);
      case LOG -> single ? Functions.log((float) x[0]) : StrictMath.log(x[0]);
      case LOG1P -> single ? Functions.log1p((float) x[0]) : StrictMath.log1p(x[0]);
      case EXPM1 -> single ? Functions.expm1((float) x[0]) : StrictMath.expm1(x[0]);
      case TANH -> single ? Functions.tanh((float) x[0]) : StrictMath.tanh(x[0]);
      case ERF -> single ? Functions.erf((float) x[0]) : Functions.erf(x[0]);
      case SIGMOID -> single ? Functions.sigmoid((float) x[0]) : Functions.sigmoid(x[0]);
      case SIN -> single ? Functions.sin((float) x[0]) : StrictMath.sin(x[0]);
      case COS -> single ? Functions.cos((float) x[0]) : StrictMath.cos(x[0]);
      case POWER -> single ? Functions.pow((float) x[0], (float) x[1]) : StrictMath.pow(x[0], x[1]);
      default -> throw new IllegalArgumentException(primitive + " is not a function of reals");
    };
  }

  private static double fma(ElementType type, double a, double b, double c) {
    return type == ElementType.F32 ? Fma.fma((float) a, (float) b, (float) c) : Fma.fma(a, b, c);
  }

  private static double round(ElementType type, double value) {
    return type == ElementType.F32 ? (float) value : value;
  }

  private Affine picked(Affine position, LoopExpr index, int stride, int count) {
    int number = Math.max(0, Math.min((int) value(index), count - 1));
    return position.plus(stride * number);
  }

  private int position(Affine position) {
    int sum = position.constant();
    for (Affine.Term term : position.terms()) {
      sum += term.stride() * indices.get(term.index());
    }
    return sum;
  }

  private double load(Buffer buffer, Affine position) {
    int at = element(buffer, position);
    return switch (buffer.space().element()) {
      case F64 -> doubles(buffer)[at];
      default -> floats(buffer)[at];
    };
  }

  private void store(Buffer buffer, Affine position, double value) {
    int at = element(buffer, position);
    if (buffer.space().element() == ElementType.F64) {
      doubles(buffer)[at] = value;
    } else {
      floats(buffer)[at] = (float) value;
    }
  }

  private int element(Buffer buffer, Affine position) {
    int inside = position(position);
    if (inside < 0 || inside >= buffer.length()) {
      throw new IndexOutOfBoundsException(inside + " in " + buffer);
    }
    return buffer.offset() + inside;
  }

  private double[] doubles(Buffer buffer) {
    return buffer.space() == Space.WIDE ? memory.wide : memory.widePersistent;
  }

  private float[] floats(Buffer buffer) {
    return switch (buffer.space()) {
      case PERSISTENT -> memory.persistent;
      case SCRATCH -> memory.scratch;
      case LANES -> memory.lanes;
      case WIDE, WIDE_PERSISTENT -> throw new IllegalArgumentException(buffer + " holds doubles");
    };
  }
}
