package netwright.emit;

import static org.objectweb.asm.Opcodes.DUP2;

import java.util.List;
import netwright.loop.ElementType;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;

/// Statements as code: those that vectors can do go to the lane strategies, where the class is written for lanes; all
/// others work on one element at a time.
final class Statements {
  private final MethodEmitter method;
  private final ScalarExpressions expressions;

  Statements(MethodEmitter method) {
    this.method = method;
    this.expressions = new ScalarExpressions(method);
  }

  void block(List<? extends LoopStmt> statements) {
    method.scoped(() -> statements.forEach(this::statement));
  }

  /// Pops an array of tensors and a position, and does what happens to the sum of `contraction` that is there.
  void epilogueOfElement(Contraction contraction) {
    method.loadElement();
    method.define(contraction.accumulator());
    block(contraction.epilogue());
  }

  void statement(LoopStmt statement) {
    if (method.owner().lanes() instanceof Lanes.Vector vectors) {
      int lanes = vectors.of(method.elements());
      if (lanes > 1 && inLanes(statement, lanes)) {
        return;
      }
    }
    switch (statement) {
      case For loop -> loop(loop);
      case Let let -> {
        expressions.push(let.value());
        method.define(let.local());
      }
      case Store store -> store(store);
      case LoopStmt.ScatterAdd add -> add(add);
      case Reduction reduction -> new ScalarReductions(method).emit(reduction);
      case Contraction contraction -> contraction(contraction);
      case LoopStmt.Sweep sweep -> new ScalarSweeps(method).emit(sweep);
    }
  }

  /// Writes `statement` with vectors; false, and nothing is written, if it stays scalar.
  private boolean inLanes(LoopStmt statement, int lanes) {
    return switch (statement) {
      case For loop -> new LaneLoops(method, lanes).emit(loop);
      case Reduction reduction -> new LaneReductions(method, lanes).emit(reduction);
      case Contraction contraction -> new LaneContractions(method, lanes).emit(contraction);
      case LoopStmt.Sweep sweep -> {
        new LaneSweeps(method, lanes).emit(sweep);
        yield true;
      }
      case Let _, Store _, LoopStmt.ScatterAdd _ -> false;
    };
  }

  private void loop(For loop) {
    boolean shared =
        method.owner().lanes() instanceof Lanes.Shared tile
            && (new SharedColumnSums(method, tile).emit(loop)
                || new SharedParts(method).emit(loop));
    if (!shared) {
      method.loop(loop.loop(), () -> block(loop.body()));
    }
  }

  private void contraction(Contraction contraction) {
    boolean shared =
        method.owner().lanes() instanceof Lanes.Shared tile
            && new SharedTileContractions(method, contraction, tile).emit();
    if (!shared) {
      new ScalarContractions(method).emit(contraction);
    }
  }

  private void add(LoopStmt.ScatterAdd add) {
    ElementType type = add.buffer().space().element();
    expressions.place(add.buffer(), add.position(), add.index(), add.stride(), add.count());
    method.code().op(DUP2);
    method.code().loadElement(type);
    expressions.push(add.value());
    method.code().add(type);
    method.code().storeElement(type);
  }

  private void store(Store store) {
    method.element(store.buffer(), store.position());
    expressions.push(store.value());
    method.code().storeElement(store.buffer().space().element());
  }
}
