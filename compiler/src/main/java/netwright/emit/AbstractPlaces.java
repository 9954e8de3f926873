package netwright.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;

/// Statements in which buffers start at indices instead of known places, and indices and locals have names that only
/// say in which order they come. Two bodies that differ in places and names alone are then equal.
final class AbstractPlaces {
  private final Predicate<Buffer> moving;
  private final Map<Buffer, Index> places = new LinkedHashMap<>();
  private final Map<Index, Index> indices = new HashMap<>();
  private final Map<Local, Local> locals = new HashMap<>();

  /// @param moving the buffers whose place becomes an index; the others stay where they are
  AbstractPlaces(Predicate<Buffer> moving) {
    this.moving = moving;
  }

  /// The buffers met that move, in the order of first use.
  List<Buffer> buffers() {
    return List.copyOf(places.keySet());
  }

  /// The indices that say where [#buffers] start.
  List<Index> indices() {
    return List.copyOf(places.values());
  }

  List<LoopStmt> block(List<? extends LoopStmt> statements) {
    List<LoopStmt> block = new ArrayList<>();
    statements.forEach(statement -> block.add(statement(statement)));
    return block;
  }

  private LoopStmt statement(LoopStmt statement) {
    return switch (statement) {
      case LoopStmt.For loop ->
          new LoopStmt.For(loop(loop.loop()), loop.parallel(), block(loop.body()));
      case LoopStmt.Let let -> let(let);
      case LoopStmt.Store store ->
          new LoopStmt.Store(
              buffer(store.buffer()),
              position(store.buffer(), store.position()),
              expression(store.value()));
      case LoopStmt.ScatterAdd add ->
          new LoopStmt.ScatterAdd(
              buffer(add.buffer()),
              position(add.buffer(), add.position()),
              expression(add.index()),
              add.stride(),
              add.count(),
              expression(add.value()));
      case LoopStmt.Reduction reduction ->
          new LoopStmt.Reduction(
              local(reduction.result()),
              reduction.combine(),
              loops(reduction.reduced()),
              reduction.lets().stream().map(this::let).toList(),
              expression(reduction.element()),
              reduction.lanes());
      case LoopStmt.Contraction contraction -> contraction(contraction);
      case LoopStmt.Sweep sweep -> sweep(sweep);
    };
  }

  private LoopStmt contraction(LoopStmt.Contraction contraction) {
    return new LoopStmt.Contraction(
        loops(contraction.output()),
        loops(contraction.contracted()),
        load(contraction.left()),
        load(contraction.right()),
        contraction.initial().map(this::load),
        contraction.order(),
        local(contraction.accumulator()),
        block(contraction.epilogue()),
        contraction.lanes(),
        contraction.panels().map(this::load));
  }

  /// Its own memory stays where it is.
  private LoopStmt sweep(LoopStmt.Sweep sweep) {
    Loop rows = loop(sweep.rows());
    List<LoopStmt> body = block(sweep.body());
    List<LoopStmt.RowSum> sums =
        sweep.sums().stream()
            .map(sum ->
                new LoopStmt.RowSum(
                    expression(sum.left()),
                    sum.right().map(this::expression),
                    sum.result(),
                    sum.lanes()))
            .toList();
    return new LoopStmt.Sweep(rows, body, sums, sweep.memory());
  }

  private LoopStmt.Let let(LoopStmt.Let let) {
    return new LoopStmt.Let(local(let.local()), expression(let.value()));
  }

  private LoopExpr expression(LoopExpr expression) {
    return switch (expression) {
      case Load load -> load(load);
      case LoopExpr.Pick pick ->
          new LoopExpr.Pick(
              buffer(pick.buffer()),
              position(pick.buffer(), pick.position()),
              expression(pick.index()),
              pick.stride(),
              pick.count());
      case LoopExpr.Read read -> new LoopExpr.Read(local(read.local()));
      case LoopExpr.Position position ->
          new LoopExpr.Position(position.type(), position(position.position()));
      case LoopExpr.Uniform uniform ->
          new LoopExpr.Uniform(uniform.type(), uniform.stream(), position(uniform.element()));
      case LoopExpr.Apply apply -> apply.map(this::expression);
      case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> expression;
    };
  }

  private Load load(Load load) {
    return new Load(buffer(load.buffer()), position(load.buffer(), load.position()));
  }

  private Buffer buffer(Buffer buffer) {
    return moving.test(buffer) ? new Buffer(buffer.space(), 0, buffer.length()) : buffer;
  }

  private Affine position(Buffer buffer, Affine position) {
    List<Affine.Term> terms = renamed(position.terms());
    if (moving.test(buffer)) {
      Index start = places.computeIfAbsent(buffer, _ -> new Index("at" + places.size()));
      terms.add(new Affine.Term(start, 1));
    }
    return new Affine(position.constant(), terms);
  }

  private Affine position(Affine position) {
    return new Affine(position.constant(), renamed(position.terms()));
  }

  /// Different indices have different names afterwards as well.
  private List<Affine.Term> renamed(List<Affine.Term> terms) {
    List<Affine.Term> renamed = new ArrayList<>(terms.size() + 1);
    for (Affine.Term term : terms) {
      renamed.add(new Affine.Term(index(term.index()), term.stride()));
    }
    return renamed;
  }

  private List<Loop> loops(List<Loop> loops) {
    return loops.stream().map(this::loop).toList();
  }

  private Loop loop(Loop loop) {
    return new Loop(index(loop.index()), loop.extent());
  }

  private Index index(Index index) {
    return indices.computeIfAbsent(index, _ -> new Index("i" + indices.size()));
  }

  private Local local(Local local) {
    return locals.computeIfAbsent(local, _ -> new Local("v" + locals.size(), local.type()));
  }
}
