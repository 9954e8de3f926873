package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// How the outputs of a sequential contraction are cut into register tiles: the columns of a tile are neighbours along
/// the last output loop, its rows are iterations of another one, which one of the factors does not depend on and so
/// shares.
///
/// @param row the loop whose iterations are a tile's rows, if there is one
/// @param others the other output loops but the last, in order
record Tiling(Optional<Loop> row, List<Loop> others, TileShape shape) {

  /// Whether tiles are possible: along the last output loop each factor runs through neighbours or stays, and at least
  /// one runs.
  static boolean allows(Contraction contraction) {
    if (contraction.output().isEmpty()) {
      return false;
    }
    Index column = contraction.output().getLast().index();
    return moves(contraction.left(), column)
        && moves(contraction.right(), column)
        && (runs(contraction.left(), column) || runs(contraction.right(), column))
        && contraction.initial().stream().allMatch(load -> moves(load, column));
  }

  private static boolean moves(Load load, Index column) {
    int stride = load.position().stride(column);
    return load.type() == ElementType.F32 && (stride == 0 || stride == 1);
  }

  /// Whether `load` runs through neighbours.
  static boolean runs(Load load, Index column) {
    return load.position().stride(column) == 1;
  }

  /// The tiling that does least work.
  ///
  /// @param width the number of iterations of a loop, or the most there can be
  static Tiling of(Contraction contraction, int lanes, ToIntFunction<Loop> width) {
    List<Loop> output = contraction.output();
    Loop last = output.getLast();
    List<Loop> others = new ArrayList<>(output.subList(0, output.size() - 1));
    Optional<Loop> row =
        others.reversed().stream().filter(loop -> sharesAFactor(contraction, loop)).findFirst();
    row.ifPresent(others::remove);
    TileShape shape =
        TileShape.best(row.map(width::applyAsInt).orElse(1), width.applyAsInt(last), lanes);
    return new Tiling(row, others, shape);
  }

  /// Whether a factor that runs through neighbours is the same for all iterations of `loop`.
  private static boolean sharesAFactor(Contraction contraction, Loop loop) {
    Index column = contraction.output().getLast().index();
    return shares(contraction.left(), column, loop) || shares(contraction.right(), column, loop);
  }

  private static boolean shares(Load load, Index column, Loop loop) {
    return runs(load, column) && load.position().stride(loop.index()) == 0;
  }

  /// Runs `content` with the indices moved from the tile's first element by `rows` rows and `columns` columns.
  void at(MethodEmitter method, Index column, int rows, int columns, Runnable content) {
    Frame frame = method.frame();
    Frame.Place columnPlace = frame.place(column);
    frame.bind(column, columnPlace.plus(columns));
    if (row.isPresent()) {
      Index index = row.get().index();
      Frame.Place rowPlace = frame.place(index);
      frame.bind(index, rowPlace.plus(rows));
      content.run();
      frame.bind(index, rowPlace);
    } else {
      content.run();
    }
    frame.bind(column, columnPlace);
  }
}
