package netwright.emit;

import java.util.List;
import java.util.Optional;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Space;

/// A program for floats as the same program for doubles: what lies in `scratch` lies in `wide`.
final class InDoublePrecision {
  private final LoopProgram program;
  private boolean possible;

  private InDoublePrecision(LoopProgram program) {
    this.program = program;
    this.possible = program.wideSize() == 0 && program.variables() == ElementType.F32;
  }

  /// The program for doubles; none where both precisions meet, or bits of floats, or rows are swept over.
  static Optional<LoopProgram> of(LoopProgram program) {
    return new InDoublePrecision(program).converted();
  }

  private Optional<LoopProgram> converted() {
    if (!possible) {
      return Optional.empty();
    }
    List<LoopKernel> kernels = program.kernels().stream().map(this::kernel).toList();
    LoopProgram wide =
        new LoopProgram(
            program.name(),
            program.capacity(),
            ElementType.F64,
            program.persistentSize(),
            0,
            program.scratchSize() + program.lanesSize(),
            0,
            Optional.empty(),
            kernels);
    return possible ? Optional.of(wide) : Optional.empty();
  }

  private LoopKernel kernel(LoopKernel kernel) {
    return new LoopKernel(kernel.name(), kernel.origin(), block(kernel.body()), kernel.rows());
  }

  private List<LoopStmt> block(List<? extends LoopStmt> statements) {
    return statements.stream().map(this::statement).toList();
  }

  private LoopStmt statement(LoopStmt statement) {
    return switch (statement) {
      case LoopStmt.For loop -> new LoopStmt.For(loop.loop(), loop.parallel(), block(loop.body()));
      case LoopStmt.Let let -> let(let);
      case LoopStmt.Store(var buffer, var position, var value) ->
          new LoopStmt.Store(buffer(buffer), position, expression(value));
      case LoopStmt.ScatterAdd(var buffer, var at, var index, int stride, int count, var value) ->
          new LoopStmt.ScatterAdd(
              buffer(buffer), at, expression(index), stride, count, expression(value));
      case LoopStmt.Reduction(
              var result,
              var combine,
              var loops,
              var lets,
              var element,
              var lanes) ->
          new LoopStmt.Reduction(
              local(result),
              combine,
              loops,
              lets.stream().map(this::let).toList(),
              expression(element),
              buffer(lanes));
      case LoopStmt.Contraction contraction ->
          new LoopStmt.Contraction(
              contraction.output(),
              contraction.contracted(),
              load(contraction.left()),
              load(contraction.right()),
              contraction.initial().map(this::load),
              contraction.order(),
              local(contraction.accumulator()),
              block(contraction.epilogue()),
              buffer(contraction.lanes()));
      case LoopStmt.Sweep sweep -> {
        possible = false;
        yield sweep;
      }
    };
  }

  private LoopStmt.Let let(LoopStmt.Let let) {
    return new LoopStmt.Let(local(let.local()), expression(let.value()));
  }

  private LoopExpr.Load load(LoopExpr.Load load) {
    return new LoopExpr.Load(buffer(load.buffer()), load.position());
  }

  private LoopExpr expression(LoopExpr expression) {
    return switch (expression) {
      case LoopExpr.Constant(var type, double value) -> new LoopExpr.Constant(type(type), value);
      case LoopExpr.Load load -> load(load);
      case LoopExpr.Pick(var buffer, var position, var index, int stride, int count) ->
          new LoopExpr.Pick(buffer(buffer), position, expression(index), stride, count);
      case LoopExpr.Read(var local) -> new LoopExpr.Read(local(local));
      case LoopExpr.Position(var type, var position) -> new LoopExpr.Position(type(type), position);
      case LoopExpr.Uniform(var type, int stream, var element) ->
          new LoopExpr.Uniform(type(type), stream, element);
      case LoopExpr.RowCount _, LoopExpr.StepCount _ -> expression;
      case LoopExpr.Apply(var primitive, var type, var arguments) -> {
        possible &=
            switch (primitive) {
              case WIDEN, NARROW, BITS, FROM_BITS -> false;
              default -> true;
            };
        yield new LoopExpr.Apply(
            primitive, type(type), arguments.stream().map(this::expression).toList());
      }
    };
  }

  private static ElementType type(ElementType type) {
    return type == ElementType.F32 ? ElementType.F64 : type;
  }

  private static Local local(Local local) {
    return new Local(local.name(), type(local.type()));
  }

  private Buffer buffer(Buffer buffer) {
    return switch (buffer.space()) {
      case PERSISTENT -> new Buffer(Space.WIDE_PERSISTENT, buffer.offset(), buffer.length());
      case LANES ->
          new Buffer(Space.WIDE, program.scratchSize() + buffer.offset(), buffer.length());
      case SCRATCH, WIDE, WIDE_PERSISTENT ->
          new Buffer(Space.WIDE, buffer.offset(), buffer.length());
    };
  }
}
