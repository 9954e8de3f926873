package netwright.parallel;

import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;

/// Statements in which one loop, of `whole` iterations, does `count` of them only, from `start` on. It counts from 0 as
/// before; the buffers start later instead, so that equally long parts differ in the places of buffers alone.
record PartOfLoop(Index index, int whole, int start, int count) {

  List<LoopStmt> block(List<? extends LoopStmt> statements) {
    return statements.stream().map(this::statement).toList();
  }

  private LoopStmt statement(LoopStmt statement) {
    return switch (statement) {
      case LoopStmt.For loop ->
          new LoopStmt.For(loop(loop.loop()), loop.parallel(), block(loop.body()));
      case LoopStmt.Let let -> let(let);
      case LoopStmt.Store store ->
          new LoopStmt.Store(
              buffer(store.buffer(), store.position()),
              store.position(),
              expression(store.value()));
      case LoopStmt.ScatterAdd add ->
          new LoopStmt.ScatterAdd(
              buffer(add.buffer(), add.position()),
              add.position(),
              expression(add.index()),
              add.stride(),
              add.count(),
              expression(add.value()));
      case LoopStmt.Reduction reduction ->
          new LoopStmt.Reduction(
              reduction.result(),
              reduction.combine(),
              reduction.reduced(),
              reduction.lets().stream().map(this::let).toList(),
              expression(reduction.element()),
              reduction.lanes());
      case LoopStmt.Contraction contraction ->
          new LoopStmt.Contraction(
              contraction.output().stream().map(this::loop).toList(),
              contraction.contracted(),
              load(contraction.left()),
              load(contraction.right()),
              contraction.initial().map(this::load),
              contraction.order(),
              contraction.accumulator(),
              block(contraction.epilogue()),
              contraction.lanes(),
              panels(contraction));
      case LoopStmt.Sweep sweep -> throw new IllegalArgumentException("not a loop: " + sweep);
    };
  }

  /// Panels begin with the first column, so a part of the columns has none.
  private Optional<Load> panels(LoopStmt.Contraction contraction) {
    return contraction
        .panels()
        .filter(_ -> !contraction.output().getLast().index().equals(index))
        .map(this::load);
  }

  private LoopStmt.Let let(LoopStmt.Let let) {
    return new LoopStmt.Let(let.local(), expression(let.value()));
  }

  private LoopExpr expression(LoopExpr expression) {
    return switch (expression) {
      case Load load -> load(load);
      case LoopExpr.Pick pick ->
          new LoopExpr.Pick(
              buffer(pick.buffer(), pick.position()),
              pick.position(),
              expression(pick.index()),
              pick.stride(),
              pick.count());
      case LoopExpr.Position position ->
          new LoopExpr.Position(position.type(), number(position.position()));
      case LoopExpr.Uniform uniform ->
          new LoopExpr.Uniform(uniform.type(), uniform.stream(), number(uniform.element()));
      case LoopExpr.Apply apply -> apply.map(this::expression);
      case LoopExpr.Constant _, LoopExpr.Read _, LoopExpr.RowCount _, LoopExpr.StepCount _ ->
          expression;
    };
  }

  private Load load(Load load) {
    return new Load(buffer(load.buffer(), load.position()), load.position());
  }

  private Buffer buffer(Buffer buffer, Affine position) {
    int stride = position.stride(index);
    return new Buffer(
        buffer.space(),
        buffer.offset() + start * stride,
        buffer.length() - (whole - count) * stride);
  }

  private Affine number(Affine position) {
    return position.plus(start * position.stride(index));
  }

  private Loop loop(Loop loop) {
    return loop.index().equals(index) ? new Loop(index, new Extent.Fixed(count)) : loop;
  }
}
