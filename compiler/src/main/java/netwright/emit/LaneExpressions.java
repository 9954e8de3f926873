package netwright.emit;

import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.LoopStmt.Let;
import netwright.loop.Primitive;

/// Expressions as code that leaves one vector (of elements, of integers, or a mask) on the stack: the values for the iteration
/// that the index is bound to and its neighbours.
final class LaneExpressions {
  /// In place of a mask's variable: all lanes are in use.
  static final int ALL_LANES = -1;

  private final MethodEmitter method;
  private final Code code;
  private final VectorCode vectors;
  private final LaneScope scope;
  private final int mask;
  private final Deinterleaving strided;

  /// @param mask the variable with the mask of the lanes in use, or [#ALL_LANES]
  LaneExpressions(MethodEmitter method, VectorCode vectors, LaneScope scope, int mask) {
    this(method, vectors, scope, mask, Deinterleaving.none(method, vectors.lanes()));
  }

  /// @param strided knows the strides of loads that are no neighbours
  LaneExpressions(
      MethodEmitter method, VectorCode vectors, LaneScope scope, int mask, Deinterleaving strided) {
    this.method = method;
    this.code = method.code();
    this.vectors = vectors;
    this.scope = scope;
    this.mask = mask;
    this.strided = strided;
  }

  /// Whether `expression` has one value for all lanes.
  boolean isShared(LoopExpr expression) {
    return scope.isShared(expression);
  }

  /// Pushes the vector of `expression`.
  void push(LoopExpr expression) {
    if (scope.isShared(expression)) {
      broadcast(expression);
      return;
    }
    switch (expression) {
      case Load load -> load(load);
      case LoopExpr.Pick pick -> pick(pick);
      case Read read -> vectors.push(method.frame().slot(read.local()));
      case Position position -> position(position);
      case Apply apply -> apply(apply);
      case Constant _, Uniform _, LoopExpr.RowCount _, LoopExpr.StepCount _ ->
          throw new IllegalStateException(expression + " does not vary in lanes");
    }
  }

  /// Computes `let` into a variable.
  void define(Let let) {
    if (scope.isShared(let.value())) {
      new ScalarExpressions(method).push(let.value());
      method.define(let.local());
    } else {
      push(let.value());
      scope.vary(let.local());
      method.frame().bind(let.local(), vectors.keep());
    }
  }

  private void broadcast(LoopExpr expression) {
    if (expression.type() == ElementType.I32) {
      vectors.intSpecies();
    } else {
      vectors.species();
    }
    new ScalarExpressions(method).push(expression);
    if (expression.type() == ElementType.MASK) {
      vectors.maskAll();
    } else {
      vectors.broadcast(expression.type());
    }
  }

  private void load(Load load) {
    int stride = load.position().stride(scope.index());
    if (stride > 1) {
      strided.push(load, stride);
      return;
    }
    vectors.species();
    method.element(load);
    loadFrom(load.buffer());
  }

  /// The neighbours from a place on that all lanes share.
  private void pick(LoopExpr.Pick pick) {
    vectors.species();
    new ScalarExpressions(method)
        .place(pick.buffer(), pick.position(), pick.index(), pick.stride(), pick.count());
    loadFrom(pick.buffer());
  }

  /// Pops a species, an array and a position inside `buffer`, pushes the neighbours from there on: all, where there are always
  /// so many.
  private void loadFrom(Buffer buffer) {
    vectors.load(method.owner().hasSlack(buffer, vectors.lanes()) ? ALL_LANES : mask);
  }

  private void position(Position position) {
    int step = position.position().stride(scope.index());
    if (position.type() != ElementType.I32) {
      method.position(0, position.position());
      vectors.wholeNumbers(step);
      return;
    }
    vectors.intSpecies();
    method.position(0, position.position());
    vectors.broadcast(ElementType.I32);
    vectors.addLaneNumbers(step);
  }

  private void apply(Apply apply) {
    if (LaneFunctions.knows(apply.primitive())) {
      function(apply);
      return;
    }
    List<LoopExpr> arguments = apply.arguments();
    switch (apply.primitive()) {
      case SELECT -> {
        push(arguments.get(2));
        push(arguments.get(1));
        push(arguments.get(0));
        blend(apply.type());
      }
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> compare(apply);
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> {
        push(arguments.get(0));
        vectors.intOperator(shift(apply.primitive()), false);
        new ScalarExpressions(method).push(arguments.get(1));
        vectors.intOperation(true);
      }
      case INT_XOR -> {
        push(arguments.get(0));
        vectors.intOperator("XOR", true);
        push(arguments.get(1));
        vectors.intOperation(false);
      }
      default -> {
        arguments.forEach(this::push);
        operation(apply.primitive());
      }
    }
  }

  private void blend(ElementType type) {
    switch (type) {
      case F32, F64 -> vectors.blend(type);
      case I32 -> {
        vectors.intMask();
        vectors.blend(type);
      }
      case MASK -> vectors.chooseMask();
    }
  }

  private void compare(Apply apply) {
    push(apply.arguments().get(0));
    vectors.comparison(
        switch (apply.primitive()) {
          case LESS -> "LT";
          case LESS_OR_EQUAL -> "LE";
          case EQUAL -> "EQ";
          default -> "NE";
        });
    push(apply.arguments().get(1));
    vectors.compare(apply.arguments().get(0).type());
  }

  private static String shift(Primitive primitive) {
    return switch (primitive) {
      case SHIFT_LEFT -> "LSHL";
      case SHIFT_RIGHT -> "ASHR";
      default -> "LSHR";
    };
  }

  private void operation(Primitive primitive) {
    switch (primitive) {
      case ADD -> vectors.lanewise("add", 2);
      case SUBTRACT -> vectors.lanewise("sub", 2);
      case MULTIPLY -> vectors.lanewise("mul", 2);
      case DIVIDE -> vectors.lanewise("div", 2);
      case MINIMUM -> vectors.lanewise("min", 2);
      case MAXIMUM -> vectors.lanewise("max", 2);
      case FMA -> vectors.fma();
      case NEGATE -> vectors.lanewise("neg", 1);
      case ABSOLUTE -> vectors.lanewise("abs", 1);
      case SQUARE_ROOT -> vectors.lanewise("sqrt", 1);
      case BITS -> vectors.bits();
      case FROM_BITS -> vectors.fromBits();
      case INT_ADD -> vectors.ints("add");
      case INT_SUBTRACT -> vectors.ints("sub");
      case INT_AND -> vectors.ints("and");
      case INT_OR -> vectors.ints("or");
      default -> throw new IllegalStateException(primitive + " has no form for lanes");
    }
  }

  /// Writes an elementary function out.
  private void function(Apply apply) {
    Expansion expansion = new Expansion("$" + apply.primitive() + code.mark() + "_");
    LoopExpr argument = expansion.let(apply.arguments().getFirst());
    LoopExpr value = LaneFunctions.expand(apply.primitive(), argument, expansion);
    method.scoped(() -> {
      expansion.lets().forEach(this::define);
      push(value);
    });
  }
}
