package netwright.emit;

import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.FCMPL;
import static org.objectweb.asm.Opcodes.FSUB;
import static org.objectweb.asm.Opcodes.IFNE;

import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Space;
import org.objectweb.asm.Label;

/// Which way a run goes over the stripes of stored factors: from the first to the last, and in the next run from the last to
/// the first. A run so begins with what the one before read last, and finds it in the second cache, even where all weights are a
/// little too large for that: a cache that gives up what was not read for longest would have lost each line just before it is
/// read again. Columns do not depend on each other, so the bits are the same both ways.
///
/// The way is the program's [netwright.loop.LoopProgram#direction], 0 or 1; a program without one goes from the first to the last always.
final class Turns {
  private final MethodEmitter method;
  private final Code code;
  private final Optional<Buffer> direction;

  Turns(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.direction = method.owner().program().direction();
  }

  /// Whether there are two ways.
  boolean areTaken() {
    return direction.isPresent() && method.owner().lanes() instanceof Lanes.Vector;
  }

  private void pushPlace() {
    method.element(Space.LANES, direction.orElseThrow().offset(), Affine.of(0));
  }

  /// The other way from now on.
  void turn() {
    pushPlace();
    code.constant(1f);
    pushPlace();
    code.op(FALOAD);
    code.op(FSUB);
    code.op(FASTORE);
  }

  /// Goes on at `target` if the way is from the last to the first.
  void jumpIfBackwards(Label target) {
    pushPlace();
    code.op(FALOAD);
    code.constant(0f);
    code.op(FCMPL);
    code.jump(IFNE, target);
  }
}
