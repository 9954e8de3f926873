package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;

class FlatEpilogueTest {
  private static final int COLUMNS = 5;
  private static final Index ROW = new Index("row");
  private static final Index COLUMN = new Index("column");
  private static final Buffer BUFFER = new Buffer(Space.SCRATCH, 0, 15);

  private final FlatEpilogue flat = new FlatEpilogue(ROW, COLUMN, COLUMNS);

  private static Affine at(int row, int column) {
    return Affine.of(0).plus(ROW, row).plus(COLUMN, column);
  }

  private boolean allows(Affine written, LoopExpr value) {
    return flat.allows(List.of(new LoopStmt.Store(BUFFER, written, value)));
  }

  private boolean reads(Affine position) {
    return allows(at(COLUMNS, 1), new LoopExpr.Load(BUFFER, position));
  }

  @Test
  void elementsMayFollowOneAnotherAcrossRows() {
    assertTrue(reads(at(COLUMNS, 1)));
    assertTrue(reads(at(0, 0)), "the same one for all");
  }

  @Test
  void neitherGapsNorTurnedMatricesNorWhatIsTheSameInARowOrColumn() {
    assertFalse(reads(at(COLUMNS + 1, 1)));
    assertFalse(reads(at(1, 3)));
    assertFalse(reads(at(0, 1)));
    assertFalse(reads(at(1, 0)));
    assertFalse(allows(at(COLUMNS + 1, 1), new LoopExpr.Load(BUFFER, at(COLUMNS, 1))));
  }

  @Test
  void placesThemselvesAreNoValues() {
    assertFalse(allows(at(COLUMNS, 1), new LoopExpr.Position(ElementType.F32, at(COLUMNS, 1))));
  }
}
