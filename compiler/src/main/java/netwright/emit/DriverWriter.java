package netwright.emit;

import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.List;
import java.util.Map;
import netwright.loop.Rows;
import org.objectweb.asm.Label;

/// Writes the method that calls the kernels one after the other, or several of them if there are many kernels.
final class DriverWriter {
  private static final int MOST_CALLS = 100;

  private final ClassBody owner;
  private final List<SharedKernels.Call> calls;
  private final Map<SharedKernels.Shared, String> owners;

  /// @param owners the internal names of the classes that hold the methods
  DriverWriter(
      ClassBody owner, List<SharedKernels.Call> calls, Map<SharedKernels.Shared, String> owners) {
    this.owner = owner;
    this.calls = calls;
    this.owners = owners;
  }

  /// Writes the drivers and returns the name of the first.
  String write() {
    String first = owner.freeName("run$kernels");
    write(first, 0, calls.size());
    return first;
  }

  private void write(String name, int from, int to) {
    int count = to - from;
    int share = count <= MOST_CALLS ? 1 : Math.ceilDiv(count, Math.ceilDiv(count, MOST_CALLS));
    owner.add(
        name,
        Signature.KERNEL,
        0,
        method -> {
          for (int start = from; start < to; start += share) {
            if (share == 1) {
              guarded(method, calls.get(start));
            } else {
              String part = owner.freeName(name);
              write(part, start, Math.min(to, start + share));
              method.call(part, Signature.KERNEL);
            }
          }
          method.code().op(RETURN);
        });
  }

  private void guarded(MethodEmitter method, SharedKernels.Call call) {
    Label after = new Label();
    Rows rows = call.kernel().rows();
    if (rows != Rows.ANY) {
      method.code().variable(ILOAD, Code.ROWS);
      method.code().constant(Rows.MANY_FROM);
      method.code().jump(rows == Rows.FEW ? IF_ICMPGE : IF_ICMPLT, after);
    }
    call(method, call);
    if (rows != Rows.ANY) {
      method.code().place(after);
    }
  }

  private void call(MethodEmitter method, SharedKernels.Call call) {
    if (!call.kernel().origin().isNone()) {
      method.code().line(call.kernel().origin().line());
    }
    SharedKernels.Shared shared = call.shared();
    for (int place = 0; place < call.places().size(); place++) {
      method
          .frame()
          .bind(shared.places().get(place), Frame.Place.constant(call.places().get(place)));
    }
    method.call(owners.get(shared), shared.kernel().name(), shared.signature());
  }
}
