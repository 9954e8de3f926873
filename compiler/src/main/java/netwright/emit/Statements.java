package netwright.emit;

import static org.objectweb.asm.Opcodes.DADD;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.FADD;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;

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
    boolean single = add.buffer().space().element() == ElementType.F32;
    expressions.place(add.buffer(), add.position(), add.index(), add.stride(), add.count());
    method.code().op(DUP2);
    method.code().op(single ? FALOAD : DALOAD);
    expressions.push(add.value());
    method.code().op(single ? FADD : DADD);
    method.code().op(single ? FASTORE : DASTORE);
  }

  private void store(Store store) {
    method.element(store.buffer().space(), store.buffer().offset(), store.position());
    expressions.push(store.value());
    boolean single = store.buffer().space().element() == ElementType.F32;
    method.code().op(single ? FASTORE : DASTORE);
  }
}
