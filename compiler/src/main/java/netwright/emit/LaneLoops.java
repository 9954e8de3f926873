package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;

import java.util.List;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import org.objectweb.asm.Label;

/// Parallel loops, several iterations at a time; what is left at the end is done with a mask or, where that would be
/// much code, one by one.
final class LaneLoops {
  private static final int LARGEST_BODY = 2_000;
  private static final int LARGEST_MASKED_TAIL = 900;
  private static final int SHORTEST = 3;
  private static final int NARROWEST = 4;

  private final MethodEmitter method;
  private final Code code;
  private final int lanes;

  LaneLoops(MethodEmitter method, int lanes) {
    this.method = method;
    this.code = method.code();
    this.lanes = lanes;
  }

  /// Whether iterations of `loop` can run side by side in vectors of `elements`, and no loop inside it is the better
  /// choice.
  static boolean allows(For loop, ElementType elements) {
    boolean worthwhile =
        !(loop.loop().extent() instanceof Extent.Fixed(int count)) || count >= SHORTEST;
    return loop.parallel()
        && worthwhile
        && !containsBetter(loop.body(), elements)
        && new LaneScope(loop.loop().index(), elements).allows(loop.body());
  }

  private static boolean containsBetter(List<LoopStmt> body, ElementType elements) {
    return body.stream()
        .anyMatch(statement ->
            statement instanceof For inner
                && (allows(inner, elements) || containsBetter(inner.body(), elements)));
  }

  /// Writes `loop` with vectors; false, and nothing is written, if it stays scalar.
  boolean emit(For loop) {
    if (!allows(loop, method.elements())) {
      return false;
    }
    int width = width(loop);
    if (width < lanes) {
      return new LaneLoops(method, width).emit(loop);
    }
    int bytes = method.measure(() -> measured(loop));
    if (bytes > LARGEST_BODY) {
      method.decide("one iteration at a time: %d bytes of code, at most %d", bytes, LARGEST_BODY);
      return false;
    }
    method.decide("%d iterations at a time%s", lanes, ofHowMany(loop));
    method.scoped(() -> write(loop, bytes));
    return true;
  }

  private static String ofHowMany(For loop) {
    return loop.loop().extent() instanceof Extent.Fixed(int count) ? ", of " + count : "";
  }

  /// The narrowest vector that takes all iterations of a short loop: division and roots take longer in wide ones.
  private int width(For loop) {
    int width = lanes;
    if (loop.loop().extent() instanceof Extent.Fixed(int count)) {
      while (width > NARROWEST && width / 2 >= count) {
        width /= 2;
      }
    }
    return width;
  }

  private void measured(For loop) {
    int index = code.newSlot(ElementType.I32);
    method.frame().bind(loop.loop().index(), Frame.Place.variable(index));
    body(loop, LaneExpressions.ALL_LANES);
  }

  private void body(For loop, int mask) {
    LaneScope scope = new LaneScope(loop.loop().index(), method.elements());
    scope.allows(loop.body());
    new LaneStatements(method, VectorCode.of(method, lanes), scope, mask).block(loop.body());
  }

  private void write(For loop, int bytes) {
    if (loop.loop().extent() instanceof Extent.Fixed(int count)) {
      fixed(loop, count, bytes);
    } else {
      rows(loop, bytes);
    }
  }

  private void fixed(For loop, int count, int bytes) {
    int whole = count / lanes * lanes;
    if (whole == lanes) {
      method.frame().bind(loop.loop().index(), Frame.Place.constant(0));
      body(loop, LaneExpressions.ALL_LANES);
    } else if (whole > 0) {
      int index = code.newSlot(0);
      code.constant(whole);
      method.cut(loop.loop().extent(), lanes);
      method.loop(
          loop.loop().index(),
          index,
          method.keep(ElementType.I32),
          lanes,
          () -> body(loop, LaneExpressions.ALL_LANES));
    }
    if (count == whole) {
      return;
    }
    if (whole == 0 || bytes <= LARGEST_MASKED_TAIL) {
      method.frame().bind(loop.loop().index(), Frame.Place.constant(whole));
      masked(loop, () -> code.constant(whole), () -> code.constant(count));
    } else {
      oneByOne(loop, code.newSlot(whole), code.newSlot(count));
    }
  }

  private void rows(For loop, int bytes) {
    int index = code.newSlot(0);
    method.count(loop.loop().extent());
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(-lanes);
    code.op(IAND);
    method.cut(loop.loop().extent(), lanes);
    int bound = method.keep(ElementType.I32);
    method.loop(
        loop.loop().index(), index, bound, lanes, () -> body(loop, LaneExpressions.ALL_LANES));
    if (bytes > LARGEST_MASKED_TAIL) {
      code.variable(ILOAD, end);
      code.variable(ILOAD, bound);
      code.constant(lanes);
      code.op(IADD);
      Calls.math(code, "min", 2, ElementType.I32);
      oneByOne(loop, index, method.keep(ElementType.I32));
      return;
    }
    Label done = new Label();
    code.variable(ILOAD, index);
    code.variable(ILOAD, end);
    code.jump(IF_ICMPGE, done);
    method.frame().bind(loop.loop().index(), Frame.Place.variable(index));
    masked(loop, () -> code.variable(ILOAD, index), () -> code.variable(ILOAD, end));
    code.place(done);
  }

  private void masked(For loop, Runnable position, Runnable end) {
    VectorCode vectors = VectorCode.of(method, lanes);
    vectors.species();
    position.run();
    end.run();
    vectors.maskBelow();
    body(loop, vectors.keep());
  }

  private void oneByOne(For loop, int index, int end) {
    method.loop(
        loop.loop().index(), index, end, 1, () -> new Statements(method).block(loop.body()));
  }
}
