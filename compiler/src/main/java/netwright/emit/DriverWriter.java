package netwright.emit;

import static org.objectweb.asm.Opcodes.RETURN;

import java.util.List;
import netwright.loop.LoopKernel;

/// Writes the method that calls the kernels one after the other, or several of them if there are many kernels.
final class DriverWriter {
  private static final int MOST_CALLS = 400;

  private final ClassBody owner;
  private final List<LoopKernel> kernels;
  private final List<String> owners;

  /// @param owners the internal names of the classes that hold `kernels`
  DriverWriter(ClassBody owner, List<LoopKernel> kernels, List<String> owners) {
    this.owner = owner;
    this.kernels = kernels;
    this.owners = owners;
  }

  /// Writes the drivers and returns the name of the first.
  String write() {
    String first = owner.freeName("run$kernels");
    write(first, 0, kernels.size());
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
              call(method, start);
            } else {
              String part = owner.freeName(name);
              write(part, start, Math.min(to, start + share));
              method.call(part, Signature.KERNEL);
            }
          }
          method.code().op(RETURN);
        });
  }

  private void call(MethodEmitter method, int number) {
    LoopKernel kernel = kernels.get(number);
    if (!kernel.origin().isNone()) {
      method.code().line(kernel.origin().line());
    }
    method.call(owners.get(number), kernel.name(), Signature.KERNEL);
  }
}
